package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Body;
import io.sluice.delivery.Encoded;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Finding;
import io.sluice.delivery.Questions;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Request;
import io.sluice.delivery.Target;
import io.sluice.mapping.TargetUse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks at the data extensions and event definitions of one account. */
final class AccountVisit {
    private static final String EVENT_DEFINITIONS = "/interaction/v1/eventDefinitions/key:";

    /** What SFMC says for none. */
    private static final String NO_ID = "00000000-0000-0000-0000-000000000000";

    private static final Set<String> DATA_EXTENSIONS = Set.of("dataExtension", SfmcUpsertRows.BY_ID);

    private final SfmcAccount account;
    private final DirectAccount there;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, TargetUse> byId = new HashMap<>();
    private Optional<SfmcToken> token = Optional.empty();

    AccountVisit(SfmcAccount account, DirectAccount there) {
        this.account = account;
        this.there = there;
    }

    List<Finding> findings(Collection<TargetUse> uses) throws InterruptedException {
        if (token().isPresent()) {
            scopes(uses, token.get());
            for (var target : byTarget(uses, DATA_EXTENSIONS).entrySet()) {
                look(target.getKey(), target.getValue(), token.get());
            }
            for (var target :
                    byTarget(uses, Set.of(SfmcJourneyEvent.DEFINITION)).entrySet()) {
                event(target.getKey(), target.getValue(), token.get());
            }
        }
        return findings;
    }

    private static Map<Target, List<TargetUse>> byTarget(Collection<TargetUse> uses, Set<String> kinds) {
        var byTarget = new LinkedHashMap<Target, List<TargetUse>>();
        for (var use : uses) {
            if (kinds.contains(use.target().kind())) {
                byTarget.computeIfAbsent(use.target(), any -> new ArrayList<>()).add(use);
            }
        }
        return byTarget;
    }

    Answer ask(Request question) throws InterruptedException {
        try {
            return there.call(question, there.token());
        } catch (TokenRequest.Refused refused) {
            return new Answer.NotCalled(refused.failure());
        }
    }

    private Optional<SfmcToken> token() throws InterruptedException {
        try {
            token = Optional.of(there.token());
            findings.add(new Finding(false, account + ": the credentials are good"));
        } catch (TokenRequest.Refused refused) {
            wrong(account + ": " + refused.failure().sentence());
        }
        return token;
    }

    private void scopes(Collection<TargetUse> uses, SfmcToken token) {
        var lacking = new TreeSet<String>();
        uses.forEach(use -> lacking.addAll(Scopes.lacking(use.target(), token)));
        if (!lacking.isEmpty()) {
            wrong(account + ": the token lacks the scopes " + lacking + "; grant them to the installed package");
        }
    }

    private void look(Target target, List<TargetUse> uses, SfmcToken token) throws InterruptedException {
        var step = columns(target, token);
        if (step instanceof Questions.Step.Done<Knowledge> done && done.knowledge() instanceof Schema schema) {
            compare(target, uses, schema, head(schema, token));
        } else if (step instanceof Questions.Step.Done<Knowledge> done) {
            wrong(target + ": " + unknown((Knowledge.Unknown) done.knowledge()));
        } else {
            wrong(target + ": "
                    + ((Questions.Step.Failed<Knowledge>) step).failure().sentence());
        }
    }

    private Questions.Step<Knowledge> columns(Target dataExtension, SfmcToken token) throws InterruptedException {
        var reading = new SchemaReading(dataExtension, Optional.empty());
        Questions.Step<Knowledge> step;
        do {
            step = reading.read(there.call(reading.question(), token));
        } while (step instanceof Questions.Step.More);
        return step;
    }

    /** Its data has to fit a data extension, of which the definition has the id. */
    private void event(Target target, List<TargetUse> uses, SfmcToken token) throws InterruptedException {
        var answer = there.call(Request.get(EVENT_DEFINITIONS + Encoded.of(target.name())), token);
        var definition = answer instanceof Answer.Http http && http.status() == 200
                ? Body.json(http.body())
                : Optional.<JsonNode>empty();
        if (definition.isEmpty()) {
            noEvent(target, answer);
            return;
        }
        var id = definition.get().path("dataExtensionId").asText(NO_ID);
        var known = !id.equals(NO_ID)
                        && columns(new Target(target.account(), SfmcUpsertRows.BY_ID, id), token)
                                instanceof Questions.Step.Done<Knowledge> done
                        && done.knowledge() instanceof Schema schema
                ? Optional.of(schema)
                : Optional.<Schema>empty();
        findings.add(new Finding(
                false,
                "%s: %s; fired by %s"
                        .formatted(
                                target,
                                known.map(columns ->
                                                "data of " + columns.columns().size() + " columns")
                                        .orElse("it is there, and what data it takes is not known"),
                                names(uses))));
        known.ifPresent(columns ->
                uses.forEach(use -> Comparison.eventProblems(use, columns).forEach(this::wrong)));
    }

    private void noEvent(Target target, Answer answer) {
        var reading = SfmcFailures.classify(answer);
        if (reading instanceof Reading.Failed failed && failed.failure().owner() == Failure.Owner.ACCOUNT) {
            wrong(target + ": " + failed.failure().sentence());
        } else if (reading instanceof Reading.Failed failed && failed.failure().reason() == Reason.PERMISSION) {
            wrong(target + ": " + failed.failure().detail() + "; grant the installed package Journeys: Read");
        } else {
            wrong(target + ": no event definition with this key is found; create the API event in Journey Builder, or"
                    + " correct its key in the mapping");
        }
    }

    private static String names(List<TargetUse> uses) {
        return uses.stream().map(TargetUse::toString).distinct().sorted().collect(Collectors.joining(", "));
    }

    private static String unknown(Knowledge.Unknown unknown) {
        return switch (unknown.reason()) {
            case PERMISSION -> unknown.why() + "; grant the installed package Data Extensions: Read";
            case TARGET_UNKNOWN -> unknown.why() + "; create it, or correct its name in the mapping";
            default -> unknown.why();
        };
    }

    private void compare(Target target, List<TargetUse> uses, Schema schema, Optional<JsonNode> head) {
        var sendableField = head.filter(one -> one.path("isSendable").asBoolean())
                .map(one -> one.path("sendableCustomObjectField").asText());
        findings.add(new Finding(
                false,
                "%s: %d columns, primary key %s, %s; written by %s"
                        .formatted(
                                target,
                                schema.columns().size(),
                                schema.keys().stream().map(Column::name).toList(),
                                sendableField
                                        .map(field -> "sendable by '" + field + "'")
                                        .orElse(head.isPresent() ? "not sendable" : "perhaps sendable"),
                                names(uses))));
        uses.forEach(use -> Comparison.problems(use, schema, sendableField).forEach(this::wrong));
        oneLane(uses.get(0), schema);
    }

    /** Where one lane names it by its key and another by its id, which cannot be seen from here alone. */
    private void oneLane(TargetUse use, Schema schema) {
        var first = byId.putIfAbsent(schema.id().orElseThrow(), use);
        if (first != null && !first.lane().equals(use.lane())) {
            wrong(use + ": writes to the data extension of " + first
                    + ", in another order; move it to that flow's file.");
        }
    }

    private Optional<JsonNode> head(Schema schema, SfmcToken token) throws InterruptedException {
        var request =
                Request.get(SchemaReading.ALL + "/" + Encoded.of(schema.id().orElseThrow()));
        return there.call(request, token) instanceof Answer.Http http && http.status() == 200
                ? Body.json(http.body())
                : Optional.empty();
    }

    private void wrong(String text) {
        findings.add(new Finding(true, text));
    }
}
