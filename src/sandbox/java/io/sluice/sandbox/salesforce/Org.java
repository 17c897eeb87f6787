package io.sluice.sandbox.salesforce;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One org: its settings, its logins, its records. Whoever touches it holds its lock, for the whole of a request. */
final class Org {
    private final Declared.DeclaredOrg declared;
    private final Declared data;
    private final InstantSource clock;
    private final String id;
    private final String userId;
    private final Sessions sessions;
    private final ApiUsage usage;
    private final Changes changes;
    private final RecordFaults faults = new RecordFaults();
    private final Cursors cursors = new Cursors();
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private Settings settings;
    private Optional<String> publicKey;

    /** @param number tells orgs apart; from 1 */
    Org(Declared.DeclaredOrg declared, Declared data, int number, int history, InstantSource clock) {
        this.declared = declared;
        this.data = data;
        this.clock = clock;
        id = Ids.of("00D", number);
        userId = Ids.of("005", number);
        sessions = new Sessions(id, clock);
        usage = new ApiUsage(clock);
        changes = new Changes(history);
        reset();
    }

    /** Back to what was declared: no record, no login, no request counted. */
    synchronized void reset() {
        settings = declared.settings();
        publicKey = Optional.ofNullable(declared.publicKey());
        sessions.clear();
        usage.set(0);
        changes.clear();
        faults.clear();
        cursors.clear();
        tables.clear();
        data.objects()
                .forEach(object ->
                        tables.put(object.name().toLowerCase(Locale.ROOT), new Table(new ObjectType(object, clock))));
    }

    Declared.DeclaredOrg declared() {
        return declared;
    }

    String name() {
        return declared.name();
    }

    /** Its id, prefix 00D. */
    String id() {
        return id;
    }

    /** The user who calls, and owns what no rule assigns. */
    String userId() {
        return userId;
    }

    Sessions sessions() {
        return sessions;
    }

    ApiUsage usage() {
        return usage;
    }

    Changes changes() {
        return changes;
    }

    RecordFaults faults() {
        return faults;
    }

    /** What takes back the writes of the request that is being served, the last one first. */
    Deque<Runnable> undo() {
        return undo;
    }

    Cursors cursors() {
        return cursors;
    }

    Settings settings() {
        return settings;
    }

    void settings(Settings other) {
        settings = other;
    }

    /** What JWT assertions are checked with. */
    Optional<String> publicKey() {
        return publicKey;
    }

    void publicKey(String pem) {
        publicKey = Optional.of(pem);
    }

    Iterable<Table> tables() {
        return tables.values();
    }

    /** An object that the API's user may see. */
    Optional<Table> table(String name) {
        return anyTable(name).filter(table -> table.type().accessible());
    }

    /** An object, whether the API's user may see it or not. */
    Optional<Table> anyTable(String name) {
        return Optional.ofNullable(tables.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Salesforce keeps when a record was written to the second. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
