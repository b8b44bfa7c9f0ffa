package com.acme.coro.examples.report;

import com.acme.coro.api.io.AsyncDbCursor;
import com.acme.coro.api.io.AsyncDbCursors;
import com.acme.coro.api.io.DbRow;
import com.acme.coro.api.io.DbSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What was sold, by item. Waits for the database as if it were a plain call; the scheduler does not. */
@Component(service = Report.class)
public final class Report {
    /** Who asks for longer is told so, and the database stops. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /**
     * A sale.
     *
     * @param item what
     * @param price for how much
     */
    public record Sale(String item, BigDecimal price) {}

    private final AsyncDbCursors cursors;

    /**
     * For the component runtime.
     *
     * @param cursors opens them
     */
    @Activate
    public Report(@Reference AsyncDbCursors cursors) {
        this.cursors = cursors;
    }

    /**
     * Puts sales into the database: all or none.
     *
     * @param sales what was sold
     */
    public void record(List<Sale> sales) {
        // snippet: record
        try (AsyncDbCursor cursor =
                cursors.open(DbSpec.named(SalesDatabase.NAME).timeout(LIMIT))) {
            cursor.executeMany(
                    "insert into sales values (?, ?)",
                    sales.stream()
                            .map(sale -> List.of(sale.item(), sale.price()))
                            .toList());
            cursor.commit(); // what fails before is rolled back when the cursor is closed
        }
        // end
    }

    /**
     * Writes the report.
     *
     * @param least leaves out what brought less in all
     * @return a line for each item, the one that brought most first
     */
    public List<String> lines(BigDecimal least) {
        var lines = new ArrayList<String>();
        // snippet: report
        try (AsyncDbCursor cursor =
                cursors.open(DbSpec.named(SalesDatabase.NAME).timeout(LIMIT))) {
            cursor.execute(
                    "select item, count(*) pieces, sum(price) total from sales"
                            + " group by item having sum(price) >= ? order by total desc, item",
                    least);
            for (DbRow row : cursor.rows()) {
                lines.add(row.get("item", String.class) + ": " + row.get("pieces", Long.class) + " for "
                        + row.get("total", BigDecimal.class));
            }
        }
        // end
        return lines;
    }
}
