package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads through the account's door: each question until it has a good answer, or none can be hoped for. */
final class DoorSource implements SfmcSource {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]+");

    /** The door itself repeats a call for one reason only. */
    private static final Failure TOKEN_RENEWED = new Failure(
            Failure.Owner.ACCOUNT, Reason.CREDENTIALS, Optional.empty(), "the token was not accepted, and is renewed");

    private final SourceDoor door;
    private final Spacing spacing;
    private final Repeats repeats;
    private final Sleep sleep;
    private final ReadListener listener;
    private final int callsAtOnce;

    DoorSource(SourceDoor door, Spacing spacing, Repeats repeats, Sleep sleep, ReadListener listener, int callsAtOnce) {
        this.door = door;
        this.spacing = spacing;
        this.repeats = repeats;
        this.sleep = sleep;
        this.listener = listener;
        this.callsAtOnce = callsAtOnce;
    }

    /** How an answer is read. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(Answer answer) throws SourceFailure;
    }

    @Override
    public JsonNode get(String path) throws SourceFailure, InterruptedException {
        return read(kind(path), Request.get(path), SourceReading::json, true);
    }

    @Override
    public SoapPage retrieve(SoapRetrieve what) throws SourceFailure, InterruptedException {
        // What continues may move the place on at the other side, whether its answer arrives or not.
        var repeatable = what.continueRequest().isEmpty();
        return read(what.objectType(), SoapRequest.retrieve(what).request(), SoapReading::page, repeatable);
    }

    @Override
    public Set<String> retrievable(String objectType) throws SourceFailure, InterruptedException {
        return read(objectType, SoapRequest.describe(objectType).request(), SoapReading::retrievable, true);
    }

    @Override
    public int callsAtOnce() {
        return callsAtOnce;
    }

    /** What a path is about, for the log: its last part that is a word, as in {@code /hub/v1/campaigns/4711/assets}. */
    static String kind(String path) {
        var parts = path.replaceFirst("\\?.*", "").split("/");
        for (var i = parts.length - 1; i >= 0; i--) {
            if (WORD.matcher(parts[i]).matches()) {
                return parts[i];
            }
        }
        return path;
    }

    private <T> T read(String kind, Request question, Reader<T> reader, boolean repeatable)
            throws SourceFailure, InterruptedException {
        for (var tries = 1; ; tries++) {
            var pause = door.pause();
            if (pause.isPresent()) {
                again(SourceFailure.of(pause.get()), repeats.whilePaused(pause.get(), tries));
                continue;
            }
            var answer = ask(kind, question);
            try {
                return reader.read(answer);
            } catch (SourceFailure failure) {
                if (!repeatable && mayBeDone(answer, failure.failure().reason())) {
                    throw SourceFailure.placeLost(failure.failure());
                }
                again(failure, repeats.after(failure.failure(), tries));
            }
        }
    }

    private static boolean mayBeDone(Answer answer, Reason reason) {
        var certainlyNot =
                answer instanceof Answer.NotCalled || answer instanceof Answer.None none && !none.mayHaveArrived();
        return !certainlyNot && (reason == Reason.UNAVAILABLE || reason == Reason.ANSWER_NOT_UNDERSTOOD);
    }

    private void again(SourceFailure failure, Optional<Duration> wait) throws SourceFailure, InterruptedException {
        listener.repeated(failure.failure(), wait.orElseThrow(() -> failure));
        sleep.of(wait.get());
    }

    private Answer ask(String kind, Request question) throws InterruptedException {
        sleep.of(spacing.next());
        var asked = door.ask(kind, question);
        for (var call = 1; call <= asked.calls(); call++) {
            listener.called();
            if (call > 1) {
                listener.repeated(TOKEN_RENEWED, Duration.ZERO);
            }
        }
        return asked.answer().orElseThrow();
    }
}
