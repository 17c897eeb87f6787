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
    /** No field that the record could be looked up by has a value. */
    NO_LOOKUP_VALUE,
    /** Its Lead has been converted: nobody can write to that, and there is no other one. */
    LEAD_CONVERTED,
    /** The contact is known to exist: it was created within {@code contact-memory}. */
    CONTACT_KNOWN,
    /** Older than the mapping's {@code expires}. */
    EXPIRED,
    /** It came from the past, by {@code /v1/import}, and the action must not be repeated: it would set something off. */
    IMPORTED,
    /** The mapping that had wanted it is gone from the routes. */
    MAPPING_REMOVED,

    // refused
    /** A primary key has no value. */
    KEY_MISSING,
    /** A field's value cannot be had in the form the mapping asks for, or its column takes. */
    VALUE_INVALID,
    /** A value is longer than its column. */
    TOO_LONG,
    /** A null where the mapping says {@code nulls: refuse}, or where the column may not be empty. */
    NULL_REFUSED,
    /** A record lacks a field that its object requires, mostly one that is to be created. */
    REQUIRED_MISSING,
    /** The object has no such field, or it may not be written, and the mapping says {@code onUnknownField: refuse}. */
    FIELD_UNKNOWN,
    /** No record has the Id that the event names. */
    RECORD_NOT_FOUND,
    /** Several records have the values by which one is looked up, and the mapping says {@code onSeveral: refuse}. */
    SEVERAL_FOUND,
    /** The destination said no to this row. */
    ROW_REJECTED,
    /** A duplicate rule or a unique field of Salesforce says that the record is there already. */
    DUPLICATE_DETECTED,
    /** A validation rule, a trigger or a flow of the Salesforce org said no. */
    VALIDATION_FAILED,
    /** A call that must not be repeated ended without an answer: refused, or parked until it can be looked up what it has done. */
    OUTCOME_UNKNOWN,
    /** Tried for {@code sluice.retry.for} without success. */
    RETRIES_USED_UP,

    // parked: the row
    /** The destination failed on this row in a way that may pass. */
    ROW_FAILED,
    /** An answer that fits no known shape. */
    ANSWER_NOT_UNDERSTOOD(
            "If it stays, report the detail: the destination's interface has changed, or something between "
                    + "answers for it."),

    // held: the row
    /** Another event of the batch is about the same record, or has just created it: this one goes in the next batch. */
    RECORD_BUSY,

    // held: the account
    /** No connection, a time-out, or a 5xx. */
    UNAVAILABLE(
            "Deliveries go on by themselves when the destination is back, a sync with its next run. Check the network if "
                    + "only you are affected."),
    /** 429, with the wait it asks for. */
    THROTTLED("Whoever runs the gateway: lower `requests-per-second` if it happens often, since something else is "
            + "using the same quota."),
    /** 429 50200: the account is blocked. */
    BLOCKED("The administrator of Marketing Cloud: ask its support; the probe finds out when the block is lifted."),
    /** Client id or secret refused, or the token not accepted twice. */
    CREDENTIALS("Whoever runs the gateway: check `client-id`, `client-secret` and `account-id`. The administrator of "
            + "Marketing Cloud: check that the installed package is still active."),
    /** The answer named a host that is neither Salesforce's nor in {@code sluice.allowed-hosts}. */
    HOST_NOT_ALLOWED("Whoever runs the gateway: check the address; only for a stand-in or a proxy of your own, add its "
            + "host to `sluice.allowed-hosts`."),
    /** Salesforce did not let the user in, or does not accept the session that it gave. */
    LOGIN_REFUSED("Whoever runs the gateway: check `login-url`, and the settings of `auth`; a new password makes a new "
            + "`security-token`. The administrator of Salesforce: see the user's login history."),
    /** The password of the Salesforce user has expired. */
    PASSWORD_EXPIRED(
            "The administrator of Salesforce: reset the user's password, or let it never expire. Whoever runs the "
                    + "gateway: set the new `password` and the new `security-token`."),
    /** The Salesforce user is locked out or inactive, or the org is locked. */
    USER_LOCKED_OUT("The administrator of Salesforce: unlock or activate the user."),
    /** The Salesforce app may not log this user in by this flow. */
    APP_NOT_APPROVED("The administrator of Salesforce: in the app that `client-id` names, allow the flow that `auth` "
            + "names, and let the user in by profile or permission set (`jwt`) or name the user to run as "
            + "(`client-credentials`)."),
    /** The Salesforce org, or the user, has no API, or no longer the version of it that is asked for. */
    API_DISABLED("The administrator of Salesforce: grant the user *API Enabled*; the edition of the org must have the "
            + "API. Whoever runs the gateway: `api-version` must be one that Salesforce still serves."),
    /**
     * The calls that Salesforce counts for the org in 24 hours have reached the budget, or its reserve, which
     * is kept for mappings with `priority: high`; or Salesforce has no calls left.
     */
    DAILY_BUDGET("Deliveries go on by themselves when calls are free again, which is looked at every 10 minutes. If it "
            + "happens often, raise `daily-api-budget`, or find out who else uses the org's calls."),
    /** The data storage of the Salesforce org is used up. */
    STORAGE_FULL("The administrator of Salesforce: free storage, or buy some."),
    /** Another process holds the account now, or this one is stopping: the call was not made. */
    LEASE_LOST,

    // held: the job
    /** The destination does not tell what became of a job, or broke it off: its rows are sent again. */
    JOB_LOST,

    // held: the target
    /** The data extension or event definition is not there, or has other primary keys than the mapping says. */
    TARGET_UNKNOWN(
            "The administrator of Marketing Cloud or Salesforce: create it; the key that `deliveries` shows begins "
                    + "with its name. Or whoever writes the mapping: correct its name or external key, or `keys:`."),
    /** The package lacks a permission. */
    PERMISSION("The administrator of Marketing Cloud: grant it to the installed package, for rows of data extensions "
            + "*Data Extensions: Write*, and *Read* for `match: columns`, for contacts *Audiences* and *List and "
            + "Subscribers: Write*, for journey events *Journeys: Execute*, for a sync *Campaigns*, "
            + "*Journeys* and *List and Subscribers: Read*."),

    /** The Salesforce user may not see or write the object, or there is none of that name. */
    OBJECT_NOT_ACCESSIBLE(
            "The administrator of Salesforce: grant the user *Read*, *Create* and *Edit* on the object. Or "
                    + "whoever writes the mapping: correct its name."),
    /** The Salesforce object has no such field, or the user may not see it. */
    FIELD_NOT_VISIBLE("The administrator of Salesforce: create the field, or make it visible to the user (*Field-Level "
            + "Security*). Or whoever writes the mapping: correct its API name."),
    /** The Salesforce user may see the field, but not write it. */
    FIELD_NOT_WRITABLE(
            "The administrator of Salesforce: give the user *Edit Access* to the field (*Field-Level Security*). "
                    + "Or whoever writes the mapping: leave it out."),
    /** Every row of three batches in a row was refused for one reason: it is not the rows that are wrong. */
    ALL_REFUSED(
            "Whoever writes the mapping: read what the destination says of the refused rows, and mend the mapping, the "
                    + "data extension or the sender. The first row that is accepted ends the pause."),

    // not read: a collection of a sync stays as it was
    /** Marketing Cloud does not accept the question. */
    READ_REJECTED("If it stays, report the detail, which is Marketing Cloud's own message: its interface has changed."),
    /** An answer is longer than 8 MB. */
    ANSWER_TOO_LONG("If it stays, report it: Marketing Cloud shows more in one answer than was ever seen."),
    /** The SOAP address is neither in the settings nor in the answer to the request for a token. */
    ADDRESS_UNKNOWN(
            "Whoever runs the gateway: set the account's `soap-url`, which `GET /platform/v1/endpoints/soap` of its "
                    + "REST address tells."),

    // held: by hand
    /** {@code sluice pause}. */
    OPERATOR("Whoever paused it: `sluice resume` with the same name, when the reason for it is over."),

    // a collection of a sync
    /** The database that the tables are in is away, full or locked, or does not let us do what is needed: the detail says which. */
    WAREHOUSE_UNAVAILABLE,
    /** The process that made the run ended before the run did. */
    INTERRUPTED,
    /** What was read could not be put aside on disk until it was complete. */
    SPOOL_FAILED(
            "Whoever runs the gateway: make room in the directory for temporary files (`java.io.tmpdir`); the largest "
                    + "collection must fit, about 500 bytes a row. The next run reads it again."),

    /** Not an outside fault: a bug of ours; the log has the stack. */
    INTERNAL;

    private final String remedy;

    Reason() {
        this("");
    }

    Reason(String remedy) {
        this.remedy = remedy;
    }

    /** Who has to do what, for those that pause an account or a lane; empty for the others. */
    public String remedy() {
        return remedy;
    }

    /** The word in metrics, logs, the store and the docs. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
