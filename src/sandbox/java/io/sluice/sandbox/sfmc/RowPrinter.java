package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Json;
import java.math.BigDecimal;
import java.time.LocalDateTime;

/** Rows as the read API shows them: names in lower case, every value a string, dates the American way. */
final class RowPrinter {
    private RowPrinter() {}

    static ObjectNode print(Object[] row, Columns columns) {
        var printed = Json.object();
        var keys = printed.putObject("keys");
        var values = printed.putObject("values");
        for (int i = 0; i < row.length; i++) {
            var column = columns.at(i);
            (column.primaryKey() ? keys : values).put(Columns.lower(column.name()), print(row[i]));
        }
        return printed;
    }

    static String print(Object cell) {
        if (cell == null) {
            return "";
        }
        if (cell instanceof Boolean yes) {
            return yes ? "True" : "False";
        }
        if (cell instanceof LocalDateTime time) {
            return AccountTime.print(time);
        }
        return cell instanceof BigDecimal number ? number.toPlainString() : cell.toString();
    }
}
