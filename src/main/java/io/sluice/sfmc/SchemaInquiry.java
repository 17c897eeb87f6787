package io.sluice.sfmc;

import io.sluice.delivery.Answer;
import io.sluice.delivery.Checked;
import io.sluice.delivery.ColumnCounts;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Inquiry;
import io.sluice.delivery.Learning;
import io.sluice.delivery.Request;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What one batch asks about its data extension. */
final class SchemaInquiry implements Inquiry {
    private final Target target;
    private final Learning<Knowledge> learning;
    private final ColumnCounts unknownColumns;

    SchemaInquiry(Target target, Learning<Knowledge> learning, ColumnCounts unknownColumns) {
        this.target = target;
        this.learning = learning;
        this.unknownColumns = unknownColumns;
    }

    @Override
    public boolean isDone() {
        return learning.isDone();
    }

    @Override
    public Optional<CompletableFuture<Optional<Failure>>> turn() {
        return learning.turn();
    }

    @Override
    public Optional<Request> question() {
        return learning.question();
    }

    @Override
    public Optional<Failure> read(Answer answer) {
        return learning.read(answer);
    }

    @Override
    public void giveUp(Optional<Failure> why) {
        learning.giveUp(why);
    }

    @Override
    public boolean doubt() {
        return learning.doubt();
    }

    @Override
    public boolean changedSince(Instant sent) {
        return learning.changedSince(sent);
    }

    @Override
    public Checked check(Row row) {
        var knowledge = learning.knowledge();
        if (knowledge instanceof Schema schema) {
            return new RowCheck(schema, row, name -> unknownColumns.saw(target, name, "its values are left out"))
                    .check();
        }
        var unknown = (Knowledge.Unknown) knowledge;
        return row.match() == Row.Match.NAMES ? new Checked.Fits(row) : new Checked.Misfit(namesNeeded(unknown));
    }

    /** Sent as they are, the columns that only resemble their names would be dropped without a word. */
    private static Failure namesNeeded(Knowledge.Unknown unknown) {
        return new Failure(
                Failure.Owner.TARGET,
                unknown.reason(),
                Optional.empty(),
                "'match: columns' needs the names of the columns: " + unknown.why());
    }
}
