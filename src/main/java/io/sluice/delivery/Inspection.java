package io.sluice.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of lines by what is known of their target: those that fit are sent; of those that are certainly refused the
 * deliveries are looked at one by one, and what is refused alone gets its outcome without a call.
 */
final class Inspection {
    private final Inquiry inquiry;
    private final Outcomes outcomes;
    private final ArrayDeque<Line> todo;
    private final List<Unsent.Item> fit = new ArrayList<>();
    private Optional<Failure> misfit = Optional.empty();
    private boolean doubted;

    private Inspection(Inquiry inquiry, Outcomes outcomes, Collection<Line> lines) {
        this.inquiry = inquiry;
        this.outcomes = outcomes;
        this.todo = new ArrayDeque<>(lines);
    }

    static Inspection of(Inquiry inquiry, Outcomes outcomes, Collection<Line> lines) {
        var inspection = new Inspection(inquiry, outcomes, lines);
        while (!inspection.todo.isEmpty() && inspection.misfit.isEmpty() && !inspection.doubted) {
            inspection.check(inspection.todo.removeFirst());
        }
        inspection.fit.addAll(Unsent.Item.of(List.copyOf(inspection.todo)));
        return inspection;
    }

    private void check(Line line) {
        var checked = inquiry.check(line.row());
        if (checked instanceof Checked.Fits fits) {
            fit.add(new Unsent.Item(line, fits.row()));
        } else if (checked instanceof Checked.Filtered no) {
            outcomes.settle(line, new Outcome.Filtered(no.reason())).ifPresent(todo::addFirst);
        } else if (checked instanceof Checked.Later) {
            outcomes.settle(line, new Outcome.Held(Reason.RECORD_BUSY));
        } else if (inquiry.doubt()) {
            doubted = true;
            todo.addFirst(line);
        } else if (checked instanceof Checked.Refused no) {
            refuse(line, no);
        } else {
            misfit = Optional.of(((Checked.Misfit) checked).failure());
            todo.addFirst(line);
        }
    }

    private void refuse(Line line, Checked.Refused no) {
        var next = line.sources().size() == 1
                ? outcomes.settle(line, new Outcome.Refused(no.reason(), no.detail()))
                : outcomes.open(line.oneByOne());
        next.ifPresent(todo::addFirst);
    }

    /** What has no outcome. */
    List<Unsent.Item> open() {
        return fit;
    }

    /** Why nothing can be sent. */
    Optional<Failure> misfit() {
        return misfit;
    }

    /** Whether all that is open is to be looked at again, with what is known then. */
    boolean doubted() {
        return doubted;
    }
}
