package io.sluice.sfmc;

import io.sluice.delivery.Answer;
import io.sluice.delivery.Checked;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Inquiry;
import io.sluice.delivery.Request;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What one batch asks about its data extension. */
final class SchemaInquiry implements Inquiry {
    private final Target target;
    private final KnownTarget known;
    private final Schemas schemas;
    private Optional<KnownTarget.Found> found = Optional.empty();
    private Optional<Asking> asking = Optional.empty();
    private Instant after = Instant.MIN;

    private record Asking(KnownTarget.Flight flight, SchemaReading reading) {}

    SchemaInquiry(Target target, KnownTarget known, Schemas schemas) {
        this.target = target;
        this.known = known;
        this.schemas = schemas;
    }

    @Override
    public boolean isDone() {
        if (found.isEmpty() && asking.isEmpty()) {
            found = known.usable(schemas.now(), after);
        }
        return found.isPresent();
    }

    @Override
    public Optional<CompletableFuture<Optional<Failure>>> turn() {
        if (found.isPresent() || asking.isPresent()) {
            return Optional.empty();
        }
        var turn = known.turn(schemas.now(), after);
        if (turn instanceof KnownTarget.Turn.Await await) {
            return Optional.of(await.result());
        }
        if (turn instanceof KnownTarget.Turn.Ask ask) {
            asking = Optional.of(new Asking(ask.flight(), new SchemaReading(target, ask.id())));
        } else {
            found = Optional.of(((KnownTarget.Turn.Use) turn).found());
        }
        return Optional.empty();
    }

    @Override
    public Optional<Request> question() {
        return asking.map(mine -> mine.reading().question());
    }

    @Override
    public Optional<Failure> read(Answer answer) {
        var mine = asking.orElseThrow();
        var step = mine.reading().read(answer);
        if (step instanceof SchemaReading.Step.Done done) {
            asking = Optional.empty();
            var before = known.found(mine.flight(), done.knowledge(), schemas.now());
            schemas.read(target, done.knowledge(), before);
            return Optional.empty();
        }
        if (step instanceof SchemaReading.Step.Failed failed) {
            asking = Optional.empty();
            schemas.failed(target);
            found = known.failed(mine.flight(), Optional.of(failed.failure()), schemas.now(), after);
            return found.isPresent() ? Optional.empty() : Optional.of(failed.failure());
        }
        return Optional.empty();
    }

    @Override
    public void giveUp(Optional<Failure> why) {
        asking.ifPresent(mine -> known.failed(mine.flight(), why, schemas.now(), after));
        asking = Optional.empty();
    }

    @Override
    public boolean doubt() {
        if (after != Instant.MIN || found.isEmpty()) {
            return false;
        }
        var at = found.get().at();
        var anew = known.usable(schemas.now(), at).isPresent();
        if (!anew && schemas.now().isBefore(at.plus(KnownTarget.BELIEVED))) {
            return false;
        }
        after = at;
        found = Optional.empty();
        return true;
    }

    @Override
    public Checked check(Row row) {
        var knowledge = found.orElseThrow().knowledge();
        if (knowledge instanceof Schema schema) {
            return new RowCheck(schema, row, name -> schemas.unknownColumns().saw(target, name)).check();
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
