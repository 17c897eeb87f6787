package io.sluice.delivery;

import java.util.Locale;

/**
 * Why something happened: a closed list, the same words in metrics, logs, the store and the docs (docs/reasons.md has a
 * line for each, and a test compares).
 */
public enum Reason {
    // filtered
    /** The mapping's {@code when} does not hold. */
    NOT_WANTED,
    /** The event's {@code integrations} switch this destination off. */
    INTEGRATIONS_OFF,
    /** A mapping in table form has no line for this event. */
    EVENT_NOT_CONFIGURED,
    /** No {@code userId} and no e-mail to make a contact key of. */
    NO_USER_ID_OR_EMAIL,
    /** The contact is known to exist: it was created within {@code contact-memory}. */
    CONTACT_KNOWN,
    /** Older than the mapping's {@code expires}. */
    EXPIRED,
    /** The mapping that had wanted it is gone from the routes. */
    MAPPING_REMOVED,

    // refused
    /** A primary key has no value. */
    KEY_MISSING,
    /** A field's value cannot be had in the form the mapping asks for. */
    VALUE_INVALID,
    /** A {@code nulls: refuse} mapping met a null. */
    NULL_REFUSED,
    /** The destination said no to this row. */
    ROW_REJECTED,
    /** The call of an action that must not be repeated ended without an answer. */
    OUTCOME_UNKNOWN,
    /** Tried for {@code sluice.retry.for} without success. */
    RETRIES_USED_UP,

    // parked: the row
    /** The destination failed on this row in a way that may pass. */
    ROW_FAILED,
    /** An answer that fits no known shape. */
    ANSWER_NOT_UNDERSTOOD,

    // held: the account
    /** No connection, a time-out, or a 5xx. */
    UNAVAILABLE,
    /** 429, with the wait it asks for. */
    THROTTLED,
    /** 429 50200: the account is blocked. */
    BLOCKED,
    /** Client id or secret refused, or the token not accepted twice. */
    CREDENTIALS,
    /** The answer named a host that is neither Salesforce's nor in {@code sluice.allowed-hosts}. */
    HOST_NOT_ALLOWED,
    /** Another process holds the account now, or this one is stopping: the call was not made. */
    LEASE_LOST,

    // held: the target
    /** The data extension or event definition is not there, or has other primary keys than the mapping says. */
    TARGET_UNKNOWN,
    /** The package lacks a permission. */
    PERMISSION,

    /** Not an outside fault: a bug of ours; the log has the stack. */
    INTERNAL;

    /** The word in metrics, logs, the store and the docs. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
