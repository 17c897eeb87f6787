package io.sluice.inbox;

import io.sluice.delivery.Action;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Request;
import io.sluice.delivery.Row;
import io.sluice.delivery.TableAction;
import io.sluice.delivery.Target;
import java.time.Duration;
import java.util.List;

/** What lanes need to know of the actions that make contacts known, and unknown again. */
record ContactActions(String name, Duration memory, boolean forgets) implements TableAction {
    static final List<Action> ALL = List.of(
            new ContactActions("creates", Duration.ofDays(30), false),
            new ContactActions("deletes", Duration.ZERO, true));

    @Override
    public Duration remembers(String account) {
        return memory;
    }

    @Override
    public String targetKind() {
        return "";
    }

    @Override
    public boolean takesFields() {
        return false;
    }

    @Override
    public int rowsPerCall() {
        return 1;
    }

    @Override
    public Request request(Target target, List<Row> rows) {
        throw new UnsupportedOperationException("lanes make no requests");
    }

    @Override
    public Reading read(List<Row> rows, Answer answer) {
        throw new UnsupportedOperationException("lanes read no answers");
    }
}
