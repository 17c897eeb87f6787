package io.sluice.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** An action {@code rows} that takes jobs; what becomes of them is laid down beforehand. */
public final class JobDestination implements TableAction, Jobs {
    /** What is answered next; without any, a job is taken, and not finished. */
    public final Deque<Object> answers = new ArrayDeque<>();

    /** The keys of each call's rows, a job's behind its id. */
    public final List<List<String>> calls = new ArrayList<>();

    public Size size = new Size(3, 10, 1_000_000);
    Inquiry inquiry = Inquiry.NONE;
    private int submitted;

    /** Asks about the job until it needs no more calls. */
    public JobPoll poll(Job job, InstantSource clock) {
        var poll = (JobPoll) new Batches(List.of(this), clock).converse(List.of(job));
        while (poll.hasNext()) {
            poll.next();
            poll.read(new Answer.Http(200, Optional.empty(), ""));
        }
        return poll;
    }

    /** Sends the batch to its end. */
    public void take(Batch batch) {
        while (batch.hasNext()) {
            batch.next();
            batch.read(new Answer.Http(200, Optional.empty(), ""));
        }
    }

    @Override
    public Inquiry inquiry(Target target, Optional<RecordWriting> writing, List<Row> rows) {
        return inquiry;
    }

    @Override
    public Optional<Jobs> jobs() {
        return Optional.of(this);
    }

    @Override
    public Optional<Size> size(String account) {
        return Optional.ofNullable(size);
    }

    @Override
    public int bytes(Row row) {
        return 100;
    }

    @Override
    public Request submit(Target target, List<Row> rows) {
        return call("job", rows);
    }

    @Override
    public Submission submitted(Target target, Answer answer) {
        return answers.isEmpty() ? new Submission.Accepted("job-" + ++submitted) : (Submission) answers.remove();
    }

    @Override
    public Request status(String job) {
        return call("status", List.of());
    }

    @Override
    public Status status(Answer answer) {
        return answers.isEmpty() ? new Status.Pending() : (Status) answers.remove();
    }

    @Override
    public Request results(String job, int page) {
        return call("page " + page, List.of());
    }

    @Override
    public Page results(int page, Answer answer) {
        return (Page) answers.remove();
    }

    @Override
    public Request request(Target target, List<Row> rows) {
        return call("rows", rows);
    }

    private Request call(String kind, List<Row> rows) {
        var call = new ArrayList<>(List.of(kind));
        rows.forEach(row -> call.add(row.keys().values().iterator().next().asText()));
        calls.add(call);
        return new Request("POST", "/", JsonNodeFactory.instance.objectNode());
    }

    @Override
    public Reading read(List<Row> rows, Answer answer) {
        return new Reading.PerRow(
                rows.stream().<Outcome>map(row -> new Outcome.Delivered()).toList());
    }

    @Override
    public String name() {
        return "rows";
    }

    @Override
    public int rowsPerCall() {
        return 2;
    }
}
