package com.acme.coro.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Columns of text, each as wide as its widest cell. Of the thread that makes it. */
final class Table {
    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A column.
     *
     * @param title its heading
     * @param most how wide it may get
     * @param right whether it is aligned to the right
     */
    record Column(String title, int most, boolean right) {
        static Column text(String title, int most) {
            return new Column(title, most, false);
        }

        static Column number(String title) {
            return new Column(title, 20, true);
        }
    }

    Table(Column... columns) {
        this.columns = List.of(columns);
        rows.add(this.columns.stream().map(Column::title).toList());
    }

    void row(Object... cells) {
        var row = new ArrayList<String>(cells.length);
        for (int i = 0; i < cells.length; i++) {
            row.add(Printable.line(String.valueOf(cells[i]), columns.get(i).most()));
        }
        rows.add(row);
    }

    String text() {
        int[] widths = new int[columns.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        var text = new StringBuilder();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String form = columns.get(i).right() ? "%" + widths[i] + "s" : "%-" + widths[i] + "s";
                line.append(i == 0 ? "" : "  ").append(String.format(Locale.ROOT, form, row.get(i)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
