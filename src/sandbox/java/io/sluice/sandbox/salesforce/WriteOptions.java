package io.sluice.sandbox.salesforce;

import io.sluice.sandbox.http.Call;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the headers of a request say of its writes.
 *
 * @param assign TRUE, which is the default, FALSE, or the id of an assignment rule
 * @param allowDuplicates saves in spite of duplicate rules that only alert
 * @param request its number in the request log
 */
record WriteOptions(String assign, boolean allowDuplicates, long request) {

    static WriteOptions of(Call call) {
        return new WriteOptions(
                call.header("Sforce-Auto-Assign").orElse("TRUE").trim(),
                call.header("Sforce-Duplicate-Rule-Header")
                        .filter(WriteOptions::allowsSave)
                        .isPresent(),
                call.number());
    }

    private static boolean allowsSave(String header) {
        return Arrays.stream(header.split(";"))
                .map(part -> part.replace(" ", ""))
                .anyMatch("allowSave=true"::equalsIgnoreCase);
    }

    /** The rule of these that a record of this object passes. */
    Optional<Settings.AssignmentRule> rule(Settings settings, String object) {
        return settings.assignmentRules().stream()
                .filter(rule -> rule.object().equals(object))
                .filter(rule -> assign.equalsIgnoreCase("TRUE")
                        ? rule.active()
                        : Ids.short15(rule.id()).equals(Ids.short15(assign)))
                .findFirst();
    }
}
