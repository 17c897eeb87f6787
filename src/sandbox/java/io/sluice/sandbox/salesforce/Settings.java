package io.sluice.sandbox.salesforce;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Json;
import java.util.List;
import java.util.Locale;

/**
 * What differs between orgs, or is changed by their administrators. What is absent is usual.
 *
 * @param sandbox a sandbox org: assertions are meant for test.salesforce.com, and a login says so
 * @param myDomain whether this server counts as the org's own domain; if not, as login.salesforce.com, which refuses client
 *     credentials
 * @param passwordFlow whether user name and password may be sent to the token service; newer orgs forbid it
 * @param clientCredentialsUser whether the connected app has a user to run as
 * @param approved whether the user has approved the connected app, for assertions
 * @param passwordExpired the user's password has expired
 * @param lockedOut the user is locked out, and cannot log in with a password
 * @param apiEnabled whether the org has the REST API
 * @param maxRequests API requests in 24 hours
 * @param queryBatch records on one page of a query, unless a request asks for fewer
 * @param instanceUrl where a login sends the caller; this server when absent
 * @param assignmentRules give new and changed records to an owner
 * @param duplicateRules refuse records that are there already
 */
public record Settings(
        boolean sandbox,
        Boolean myDomain,
        Boolean passwordFlow,
        Boolean clientCredentialsUser,
        Boolean approved,
        boolean passwordExpired,
        boolean lockedOut,
        Boolean apiEnabled,
        Integer maxRequests,
        Integer queryBatch,
        String instanceUrl,
        List<AssignmentRule> assignmentRules,
        List<DuplicateRule> duplicateRules) {
    private static final int USUAL_MAX = 15_000;
    private static final int USUAL_BATCH = 2_000;

    public Settings {
        myDomain = myDomain == null || myDomain;
        passwordFlow = passwordFlow == null || passwordFlow;
        clientCredentialsUser = clientCredentialsUser == null || clientCredentialsUser;
        approved = approved == null || approved;
        apiEnabled = apiEnabled == null || apiEnabled;
        maxRequests = maxRequests == null ? USUAL_MAX : maxRequests;
        queryBatch = queryBatch == null ? USUAL_BATCH : queryBatch;
        assignmentRules = assignmentRules == null ? List.of() : List.copyOf(assignmentRules);
        duplicateRules = duplicateRules == null ? List.of() : List.copyOf(duplicateRules);
    }

    static Settings usual() {
        return new Settings(false, null, null, null, null, false, false, null, null, null, null, null, null);
    }

    /** These, but with what the JSON object says instead. */
    Settings with(JsonNode changes) {
        ObjectNode all = Json.MAPPER.valueToTree(this);
        changes.properties().forEach(change -> all.set(change.getKey(), change.getValue()));
        return Json.MAPPER.convertValue(all, Settings.class);
    }

    /**
     * An assignment rule of one object.
     *
     * @param id prefix 01Q
     * @param owner the user or queue that gets the records
     * @param active runs when a request names no rule
     */
    public record AssignmentRule(String id, String object, String owner, boolean active) {
        public AssignmentRule {
            if (id == null || object == null || owner == null) {
                throw new IllegalArgumentException("An assignment rule needs id, object and owner.");
            }
        }
    }

    /**
     * A duplicate rule: another record has the same value in this field.
     *
     * @param action alert may be overruled by a request's header, block may not
     */
    public record DuplicateRule(String name, String object, String field, Action action) {
        public DuplicateRule {
            if (object == null || field == null) {
                throw new IllegalArgumentException("A duplicate rule needs object and field.");
            }
            name = name == null ? "Standard_" + object + "_Duplicate_Rule" : name;
            action = action == null ? Action.ALERT : action;
        }

        /** What a duplicate rule does. */
        public enum Action {
            ALERT,
            BLOCK;

            @JsonCreator
            static Action named(String name) {
                return valueOf(name.toUpperCase(Locale.ROOT));
            }

            @JsonValue
            String spelling() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }
}
