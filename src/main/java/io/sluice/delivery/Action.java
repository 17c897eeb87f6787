package io.sluice.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that can be done at a destination. Pure at both ends: it builds requests and reads answers, and never calls;
 * so the same code serves delivery, {@code explain} and tests. Implementations are CDI beans; the name in {@code do:} finds
 * them.
 */
public interface Action {
    /** As in a mapping's {@code do:}, for instance {@code sfmcUpsertRows}. */
    String name();

    /** {@code sfmc} or {@code salesforce}: whose door it goes through; also the word in {@code integrations}. */
    String destination();

    /** The key in {@code to:} that names the target, such as {@code dataExtension}; empty where there is only one. */
    String targetKind();

    /** What the target is called where there is only one. Rows of one name are in one lane, and in order per key. */
    default String onlyTarget() {
        return "contact";
    }

    /** All keys in {@code to:} that can name it: {@link #targetKind}, and others that stand in for it. */
    default List<String> targetKinds() {
        return targetKind().isEmpty() ? List.of() : List.of(targetKind());
    }

    /** What to write instead of this target; empty when it is well formed. */
    default Optional<String> mistake(Target target) {
        return Optional.empty();
    }

    /** Whether a target's columns can be found out, so that a mapping may say {@code match: columns}. */
    default boolean knowsColumns() {
        return false;
    }

    /** The names {@code keys:} may have, for actions with a fixed key; empty: any. */
    Set<String> keyNames();

    /** Whether {@code fields:} may be given. */
    boolean takesFields();

    /** Whether a mapping may say how records are found and written: {@link RecordWriting}. Its keys are for look-ups then. */
    default boolean writesRecords() {
        return false;
    }

    /**
     * Whether sending the same rows twice leaves the same state as sending them once, by itself or because it looks first what
     * is there.
     */
    boolean repeatable();

    /**
     * Whether the very call that takes this row may be made twice, without looking again what is there. Where it may not, its
     * deliveries are committed as sending just before it.
     *
     * @param row as it is sent
     */
    default boolean repeatable(Row row) {
        return repeatable();
    }

    /**
     * What becomes of a delivery whose call must not be repeated, when nobody can know whether it arrived, unless the mapping
     * says otherwise. With {@link OnUnknown#LOOK_UP} the mapping has no say.
     */
    default OnUnknown onUnknown() {
        return OnUnknown.REFUSE;
    }

    /**
     * How long after its deliveries were committed as sending a call can be at work at the most: on its way, and at the other
     * end. Only then can it be looked up what became of it.
     */
    default Duration settlesWithin(String account) {
        return Duration.ZERO;
    }

    /** Rows of one kind may share a call. @param row as it is sent */
    default String together(Row row) {
        return "";
    }

    /**
     * How long a contact for which a row was delivered needs no other: its deliveries are filtered until then. Zero: each
     * is sent.
     */
    default Duration remembers(String account) {
        return Duration.ZERO;
    }

    /** Whether a delivered row ends what {@link #remembers} says of its contact. */
    default boolean forgets() {
        return false;
    }

    /** Whether a row is written, column by column, over what an earlier one of its key has written. */
    default boolean overwrites() {
        return repeatable() && takesFields();
    }

    /** How many rows one call takes at the most, at least 1. */
    int rowsPerCall();

    /** The same for one account, where accounts may differ. */
    default int rowsPerCall(String account) {
        return rowsPerCall();
    }

    /** How it writes many rows at once; empty: only by ordinary calls. */
    default Optional<Jobs> jobs() {
        return Optional.empty();
    }

    /**
     * What has to be found out before rows are sent, for one batch: about the target, or about the rows themselves.
     *
     * @param writing that of their mapping, if it has any
     * @param rows after merging. Those that are checked later are these, or parts of them with the same keys.
     */
    default Inquiry inquiry(Target target, Optional<RecordWriting> writing, List<Row> rows) {
        return Inquiry.NONE;
    }

    /** @param rows at least one, at most {@link #rowsPerCall(String)}, all of one target, no key twice */
    Request request(Target target, List<Row> rows);

    /** The same, for actions that let a mapping say how records are written. */
    default Request request(Target target, Optional<RecordWriting> writing, List<Row> rows) {
        return request(target, rows);
    }

    /** What a row would become of whose target nothing is known, since nobody asks: to be shown. */
    default Request example(Target target, Optional<RecordWriting> writing, Row row) {
        return request(target, writing, List.of(row));
    }

    Reading read(List<Row> rows, Answer answer);
}
