package io.sluice.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The lines of a batch that have no outcome yet, in pieces; a piece is a call. Lines can be sent when they have been
 * inspected: those that the destination would certainly refuse have their outcomes then.
 */
final class Unsent {
    private final Bisection<Item> pieces = new Bisection<>();
    private final Action action;
    private final Target target;
    private final Optional<RecordWriting> writing;
    private final Inquiry inquiry;
    private final Outcomes outcomes;
    private Optional<Submissions> submissions = Optional.empty();
    private boolean inspected;

    /** @param row the line's, as it is sent */
    record Item(Line line, Row row) {
        static List<Item> of(List<Line> lines) {
            return lines.stream().map(line -> new Item(line, line.row())).toList();
        }
    }

    Unsent(
            Action action,
            Target target,
            Optional<RecordWriting> writing,
            List<Line> lines,
            Inquiry inquiry,
            Outcomes outcomes) {
        this.action = action;
        this.target = target;
        this.writing = writing;
        this.inquiry = inquiry;
        this.outcomes = outcomes;
        add(Item.of(lines));
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Whether the next call may be made. */
    boolean isInspected() {
        return inspected;
    }

    /** Whether it submits a job. */
    boolean isJob() {
        return submissions.filter(Submissions::isNext).isPresent();
    }

    /** What the next call takes. */
    List<Item> items() {
        return pieces.head();
    }

    /** Its lines. */
    List<Line> lines() {
        return items().stream().map(Item::line).toList();
    }

    /** Its rows. */
    List<Row> rows() {
        return items().stream().map(Item::row).toList();
    }

    /** Whether a row must not be sent again as it is. */
    boolean isOnce(Item item) {
        return !action.repeatable(item.row());
    }

    /** How many. */
    int size() {
        return pieces.head().size();
    }

    Request request() {
        return isJob() ? submissions.orElseThrow().request(rows()) : action.request(target, writing, rows());
    }

    /** What came of submitting the next job. */
    Jobs.Submission submitted(Answer answer) {
        return submissions.orElseThrow().read(answer);
    }

    /** There is a bad one among the lines of the next call, which are more than one. */
    void halve() {
        pieces.halve();
    }

    /** The lines of the next call have their outcomes. @param good whether all were delivered */
    void remove(boolean good) {
        if (isJob()) {
            submissions.orElseThrow().done();
        }
        pieces.remove(good);
    }

    /** What was to go as jobs goes by ordinary calls. */
    void callInstead() {
        var items = new ArrayList<Item>();
        while (isJob()) {
            items.addAll(pieces.head());
            remove(true);
        }
        addFirstPieces(calls(items));
    }

    /** Before what is known leads to a verdict. @return whether the lines are to be inspected again */
    boolean doubt() {
        inspected = inspected && !inquiry.doubt();
        return !inspected;
    }

    /** As soon as enough is known. @return why nothing can be sent to the target */
    Optional<Failure> inspect() {
        var misfits = new ArrayList<Failure>();
        while (!inspected && !isEmpty() && inquiry.isDone()) {
            inspected = true;
            removeAll().forEach(piece -> inspect(piece, this::add).ifPresent(misfits::add));
        }
        return misfits.stream().findFirst();
    }

    /** These go next, each alone. @return why nothing can be sent to the target */
    Optional<Failure> addFirst(List<Line> singles) {
        return inspect(
                singles, items -> addFirstPieces(items.stream().map(List::of).toList()));
    }

    private Optional<Failure> inspect(List<Line> lines, Consumer<List<Item>> add) {
        if (!inspected || lines.isEmpty()) {
            add.accept(Item.of(lines));
            return Optional.empty();
        }
        var inspection = Inspection.of(inquiry, outcomes, lines);
        inspected = !inspection.doubted();
        add.accept(inspection.open());
        return inspection.misfit();
    }

    private void add(List<Item> items) {
        if (!inspected) {
            if (!items.isEmpty()) {
                pieces.add(items);
            }
            return;
        }
        calls(submissions.isPresent() ? items : submit(items)).forEach(pieces::add);
    }

    /** Once, before anything else. @return what does not go as jobs */
    private List<Item> submit(List<Item> items) {
        var some = new Submissions(action, target, items);
        submissions = Optional.of(some);
        some.pieces().forEach(pieces::add);
        return some.others();
    }

    /** Each of rows of one kind. */
    private List<List<Item>> calls(List<Item> items) {
        var kinds = new LinkedHashMap<String, List<Item>>();
        items.forEach(item -> kinds.computeIfAbsent(action.together(item.row()), kind -> new ArrayList<>())
                .add(item));
        var most = action.rowsPerCall(target.account());
        var calls = new ArrayList<List<Item>>();
        for (var kind : kinds.values()) {
            for (var from = 0; from < kind.size(); from += most) {
                calls.add(kind.subList(from, Math.min(from + most, kind.size())));
            }
        }
        return calls;
    }

    private void addFirstPieces(List<List<Item>> some) {
        for (var i = some.size() - 1; i >= 0; i--) {
            pieces.addFirst(some.get(i));
        }
    }

    private List<List<Line>> removeAll() {
        var all = new ArrayList<List<Line>>();
        while (!isEmpty()) {
            all.add(lines());
            pieces.remove(false);
        }
        return all;
    }
}
