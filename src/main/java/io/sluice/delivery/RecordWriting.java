package io.sluice.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * How a mapping wants its records found and written. Rows of different settings never share a batch.
 *
 * @param match how the look-up joins the values of several key fields
 * @param externalId the external id field by which records are written without being looked up, the only key field then
 * @param onCreate what a record gets that is created, where it would otherwise lack the field
 * @param onConverted counts for Leads only
 * @param assignmentRule the id of the rule that runs instead of the active one
 */
public record RecordWriting(
        Match match,
        Optional<String> externalId,
        Map<String, JsonNode> onCreate,
        OnSeveral onSeveral,
        OnConverted onConverted,
        OnUnknownField onUnknownField,
        OnDuplicate onDuplicate,
        Assign assign,
        Optional<String> assignmentRule,
        Priority priority) {
    /** What a mapping gets that says nothing: records are found by all their key fields. */
    public static final RecordWriting DEFAULT = new RecordWriting(
            Match.ALL,
            Optional.empty(),
            Map.of(),
            OnSeveral.REFUSE,
            OnConverted.FILTER,
            OnUnknownField.DROP,
            OnDuplicate.REFUSE,
            Assign.ON_CREATE,
            Optional.empty(),
            Priority.NORMAL);

    /** Which records are found. */
    public enum Match {
        /** Those that have the values of all key fields. */
        ALL,
        /** Those that have the value of one of the key fields. */
        ANY
    }

    /** What becomes of a row for which several records are found. */
    public enum OnSeveral {
        REFUSE,
        /** The record is written that was created last. */
        NEWEST,
        /** The record is written that was created first. */
        OLDEST
    }

    /** What becomes of a row whose Lead has been converted: Salesforce lets nobody write to it. */
    public enum OnConverted {
        FILTER,
        /** Its Contact is written, with the fields that a Contact has too. */
        CONTACT
    }

    /** What becomes of a field that the object has not, or that may not be written. */
    public enum OnUnknownField {
        /** It is left out, counted, and told of once. */
        DROP,
        /** The row is refused. */
        REFUSE
    }

    /** What becomes of a record that a duplicate rule finds, which alerts and does not block. */
    public enum OnDuplicate {
        REFUSE,
        /** It is written all the same. */
        ALLOW
    }

    /** When assignment rules run. */
    public enum Assign {
        /** An update keeps the owner; by itself Salesforce would let the rules run with each write. */
        ON_CREATE,
        ALWAYS,
        NEVER
    }

    /** Whether rows go on when the reserve of the daily calls is reached. */
    public enum Priority {
        NORMAL,
        HIGH
    }
}
