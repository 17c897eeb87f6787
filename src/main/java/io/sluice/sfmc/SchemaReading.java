package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Body;
import io.sluice.delivery.Encoded;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Questions;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Request;
import io.sluice.delivery.Target;
import java.util.Optional;

/**
 * The questions that lead to the columns of a data extension: its id, by a search for its external key, and then its
 * fields by its id. Pure: whoever asks makes the calls.
 */
final class SchemaReading implements Questions<Knowledge> {
    static final String ALL = "/data/v1/customobjects";
    private static final int PAGE_SIZE = 200;

    /** The search finds every key that contains the one we look for; beyond this the rows have to do without. */
    private static final int MOST_PAGES = 10;

    private static final int NO_PERMISSION = 20002;

    private final Target target;
    private Optional<String> id;
    private boolean searched;
    private int page = 1;

    /** @param known the id, where it has been found before */
    SchemaReading(Target target, Optional<String> known) {
        this.target = target;
        this.id = byId(target) ? Optional.of(target.name()) : known;
    }

    private static boolean byId(Target target) {
        return target.kind().equals(SfmcUpsertRows.BY_ID);
    }

    @Override
    public Request question() {
        return Request.get(id.map(known -> ALL + "/" + Encoded.of(known) + "/fields")
                .orElseGet(() ->
                        ALL + "?$search=" + Encoded.of(target.name()) + "&$page=" + page + "&$pageSize=" + PAGE_SIZE));
    }

    @Override
    public Step<Knowledge> read(Answer answer) {
        if (answer instanceof Answer.Http http) {
            var body = Body.json(http.body());
            if (http.status() == 200 && body.isPresent() && !SfmcError.of(body).known()) {
                return id.isPresent() ? fields(body.get()) : found(body.get());
            }
            return refused(http, SfmcError.of(body));
        }
        return refused(answer, SfmcError.of(Optional.empty()));
    }

    private Step<Knowledge> found(JsonNode body) {
        searched = true;
        for (var item : body.path("items")) {
            if (item.path("key").asText().equalsIgnoreCase(target.name())) {
                id = Optional.of(item.path("id").asText()).filter(text -> !text.isEmpty());
                return id.isPresent() ? new Step.More<>() : unknown(Reason.ANSWER_NOT_UNDERSTOOD, "it has no id");
            }
        }
        // It may give smaller pages than it is asked for.
        var pageSize = body.path("pageSize").asInt(PAGE_SIZE);
        var last = body.path("items").isEmpty() || body.path("count").asInt() <= page * pageSize;
        if (last || page == MOST_PAGES) {
            return unknown(Reason.TARGET_UNKNOWN, "no data extension with this external key is found");
        }
        page++;
        return new Step.More<>();
    }

    private Step<Knowledge> fields(JsonNode body) {
        var fields = body.path("fields");
        return fields.isArray() && !fields.isEmpty()
                ? new Step.Done<>(Schema.of(id.orElseThrow(), fields))
                : unknown(Reason.ANSWER_NOT_UNDERSTOOD, "the answer has no fields");
    }

    private Step<Knowledge> refused(Answer answer, SfmcError error) {
        var status = answer instanceof Answer.Http http ? http.status() : 0;
        if (status == 403 || error.code() == NO_PERMISSION) {
            return unknown(Reason.PERMISSION, "HTTP " + status + ", errorcode " + error.code());
        }
        if (SfmcFailures.classify(answer) instanceof Reading.Failed failed
                && failed.failure().owner() == Failure.Owner.ACCOUNT) {
            return new Step.Failed<>(failed.failure());
        }
        if (id.isPresent() && !searched && !byId(target)) {
            // The id may be that of one that was deleted, and made anew with the same key.
            id = Optional.empty();
            return new Step.More<>();
        }
        return unknown(Reason.TARGET_UNKNOWN, "HTTP " + status + ", errorcode " + error.code());
    }

    private static Step<Knowledge> unknown(Reason reason, String why) {
        return new Step.Done<>(new Knowledge.Unknown(reason, why));
    }
}
