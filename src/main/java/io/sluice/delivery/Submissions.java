package io.sluice.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a batch that go as jobs, ahead of the others: those that are sent for the first time, where there are enough of
 * them. A row that has failed before goes by an ordinary call, which tells more.
 */
final class Submissions {
    private final Optional<Jobs> jobs;
    private final Target target;
    private final List<List<Unsent.Item>> pieces = new ArrayList<>();
    private final List<Unsent.Item> others = new ArrayList<>();
    private int left;

    Submissions(Action action, Target target, List<Unsent.Item> items) {
        this.target = target;
        var fresh = items.stream().filter(Submissions::isFresh).toList();
        var size = action.jobs().flatMap(some -> some.size(target.account()));
        if (size.filter(one -> fresh.size() >= one.least()).isEmpty()) {
            this.jobs = Optional.empty();
            others.addAll(items);
            return;
        }
        this.jobs = action.jobs();
        items.stream().filter(item -> !isFresh(item)).forEach(others::add);
        cut(fresh, jobs.get(), size.get());
        left = pieces.size();
    }

    private static boolean isFresh(Unsent.Item item) {
        // A key with more to come after this row would not be free for it while the job is out.
        return item.line().later().isEmpty() && item.line().sources().stream().noneMatch(Delivery::byCall);
    }

    private void cut(List<Unsent.Item> items, Jobs some, Jobs.Size size) {
        var piece = new ArrayList<Unsent.Item>();
        var bytes = 0L;
        for (var item : items) {
            var more = some.bytes(item.row());
            if (!piece.isEmpty() && (piece.size() == size.rows() || bytes + more > size.bytes())) {
                pieces.add(List.copyOf(piece));
                piece.clear();
                bytes = 0;
            }
            piece.add(item);
            bytes += more;
        }
        pieces.add(List.copyOf(piece));
    }

    /** What goes as a job each, in order. */
    List<List<Unsent.Item>> pieces() {
        return pieces;
    }

    /** What goes by ordinary calls, afterwards. */
    List<Unsent.Item> others() {
        return others;
    }

    /** Whether the next call submits a job. */
    boolean isNext() {
        return left > 0;
    }

    Request request(List<Row> rows) {
        return jobs.orElseThrow().submit(target, rows);
    }

    Jobs.Submission read(Answer answer) {
        return jobs.orElseThrow().submitted(target, answer);
    }

    /** The piece that was next is done with. */
    void done() {
        left--;
    }
}
