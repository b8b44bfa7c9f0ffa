package com.acme.coro.examples.report;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.examples.report.Report.Sale;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Ten shops put their sales into the database at the same time; looks at the report. */
@Component(
        service = Callable.class,
        property = {"coro.demo:Integer=74", "coro.demo.title=A report out of a database, whose data source is a service"
        })
public final class ReportDemo implements Callable<String> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SHOPS = 10;
    private static final int DAYS = 100;

    private final Scheduler coros;
    private final Report report;

    /**
     * For the component runtime.
     *
     * @param coros runs the shops
     * @param report what is checked
     * @param sales there before the first shop opens
     */
    @Activate
    public ReportDemo(
            @Reference Scheduler coros,
            @Reference Report report,
            @Reference(target = "(dataSourceName=" + SalesDatabase.NAME + ")") DataSource sales) {
        this.coros = coros;
        this.report = report;
    }

    @Override
    public String call() {
        int before = (Integer) coros.spawn("before", self -> pieces(report)).value(PATIENCE);
        var shops = new ArrayList<Coro>();
        for (int i = 0; i < SHOPS; i++) shops.add(coros.spawn("shop", self -> sell(report)));
        for (Coro shop : shops) shop.value(PATIENCE);
        int after = (Integer) coros.spawn("after", self -> pieces(report)).value(PATIENCE);
        if (after - before != SHOPS * DAYS)
            throw new IllegalStateException("sold were " + SHOPS * DAYS + " and in the report are " + (after - before));
        Object lines =
                coros.spawn("report", self -> report.lines(BigDecimal.ZERO)).value(PATIENCE);
        return SHOPS + " shops sold " + SHOPS * DAYS + " pieces; the report says " + lines;
    }

    private static boolean sell(Report report) {
        var sales = new ArrayList<Sale>();
        for (int day = 0; day < DAYS; day++)
            sales.add(new Sale(day % 4 == 0 ? "pear" : "apple", new BigDecimal(day % 4 == 0 ? "0.50" : "0.25")));
        report.record(sales);
        return true;
    }

    /** How many pieces are in the report. */
    private static int pieces(Report report) {
        return report.lines(BigDecimal.ZERO).stream()
                .mapToInt(line -> Integer.parseInt(line.split(" ")[1]))
                .sum();
    }
}
