package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One {@code {"keys": …, "values": …}} read against the columns: what to write, or what is wrong with it.
 *
 * @param cells typed values by position; {@link #ABSENT} where the row does not speak of the column
 */
record RowChange(Object[] cells, List<RowProblem> problems) {
    static final Object ABSENT = new Object();

    static RowChange read(JsonNode row, Columns columns, Switches.Choice nulls) {
        var cells = new Object[columns.size()];
        Arrays.fill(cells, ABSENT);
        var change = new RowChange(cells, new ArrayList<>());
        change.readKeys(row.path("keys"), columns);
        change.readValues(row.path("values"), columns, nulls);
        return change;
    }

    boolean good() {
        return problems.isEmpty();
    }

    private void readKeys(JsonNode keys, Columns columns) {
        for (var entry : keys.properties()) {
            var position = columns.position(entry.getKey());
            if (position.isEmpty() || !columns.at(position.getAsInt()).primaryKey()) {
                problems.add(RowProblem.key(entry.getKey()));
            } else {
                readCell(entry.getValue(), columns, position.getAsInt());
            }
        }
        if (!columns.hasKey()) {
            problems.add(RowProblem.cell("This Data Extension does not have any primary keys defined."));
        }
        for (int i = 0; i < cells.length; i++) {
            if (columns.at(i).primaryKey() && cells[i] == ABSENT && problems.isEmpty()) {
                problems.add(RowProblem.cell(BadCell.isNull(columns.at(i)).getMessage()));
            }
        }
    }

    /** Columns that the data extension lacks are ignored without a word, as long as one is known. */
    private void readValues(JsonNode values, Columns columns, Switches.Choice nulls) {
        var known = 0;
        for (var entry : values.properties()) {
            var position = columns.position(entry.getKey());
            if (position.isEmpty()) {
                continue;
            }
            known++;
            if (entry.getValue().isNull() && nulls == Switches.Choice.REFUSE) {
                problems.add(RowProblem.unexplained());
            } else if (!columns.at(position.getAsInt()).primaryKey()) {
                readCell(entry.getValue(), columns, position.getAsInt());
            }
        }
        if (known == 0) {
            problems.add(RowProblem.noField());
        }
    }

    private void readCell(JsonNode value, Columns columns, int position) {
        try {
            cells[position] = Cells.read(value, columns.at(position));
        } catch (BadCell e) {
            problems.add(RowProblem.cell(e.getMessage()));
        }
    }
}
