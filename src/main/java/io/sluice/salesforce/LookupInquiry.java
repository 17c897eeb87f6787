package io.sluice.salesforce;

import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Checked;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Inquiry;
import io.sluice.delivery.Learning;
import io.sluice.delivery.Reason;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.RecordWriting.Assign;
import io.sluice.delivery.RecordWriting.Match;
import io.sluice.delivery.RecordWriting.OnConverted;
import io.sluice.delivery.Request;
import io.sluice.delivery.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * What one batch has to know before it writes: the fields of its object, which every batch shares, which records its rows
 * are about, and, where Leads have been converted, the fields of a Contact.
 */
final class LookupInquiry implements Inquiry {
    /** Objects whose assignment rules a write may set off. */
    private static final Set<String> WITH_RULES = Set.of("Lead", "Case", "Account");

    /** What is read of a record beside its id and what it is looked up by, where its object has it. */
    private static final List<String> READ = List.of("CreatedDate", "IsConverted", "ConvertedContactId");

    private final RecordWriting writing;
    private final List<Row> rows;
    private final Learning<SObject> object;
    private final Learning<SObject> contact;
    private final FieldNotes notes;
    private final String restPath;
    private final Optional<Turnstile> turnstile;
    private Optional<Search> search = Optional.empty();
    private boolean byDescribe = true;

    /**
     * The rows' records.
     *
     * @param claims who of the batch writes what
     */
    private record Search(Lookup lookup, Queries queries, Claims claims) {}

    /**
     * @param rows of one mapping, after merging
     * @param contact what is known of the object Contact
     * @param restPath what the paths of the org's REST API begin with
     * @param turnstile where rows of different keys may be about one record, so that batches must not look at the same time
     */
    LookupInquiry(
            RecordWriting writing,
            List<Row> rows,
            Learning<SObject> object,
            Learning<SObject> contact,
            FieldNotes notes,
            String restPath,
            Optional<Turnstile> turnstile) {
        this.writing = writing;
        this.rows = rows;
        this.object = object;
        this.contact = contact;
        this.notes = notes;
        this.restPath = restPath;
        this.turnstile = turnstile;
    }

    @Override
    public boolean isDone() {
        return object.isDone() && isInside() && search().queries().isDone() && (!needsContact() || contact.isDone());
    }

    private boolean isInside() {
        return turnstile.map(one -> one.holds(this)).orElse(true);
    }

    private boolean needsContact() {
        return writing.onConverted() == OnConverted.CONTACT && search().lookup().hasConverted();
    }

    @Override
    public Optional<CompletableFuture<Optional<Failure>>> turn() {
        var turn = object.isDone() ? Optional.<CompletableFuture<Optional<Failure>>>empty() : object.turn();
        if (turn.isPresent() || !object.isDone()) {
            return turn;
        }
        if (!isInside()) {
            return turnstile.orElseThrow().enter(this);
        }
        return search().queries().isDone() && !isDone() ? contact.turn() : Optional.empty();
    }

    @Override
    public Optional<Request> question() {
        if (!object.isDone()) {
            return object.question();
        }
        return search().queries().isDone()
                ? contact.question()
                : Optional.of(search().queries().next());
    }

    @Override
    public Optional<Failure> read(Answer answer) {
        if (!object.isDone()) {
            return object.read(answer);
        }
        return search().queries().isDone() ? contact.read(answer) : found(answer);
    }

    /** A field may have been hidden since it was described. */
    private Optional<Failure> found(Answer answer) {
        var failure = search().queries().read(answer);
        var anew = failure.filter(why -> why.owner() == Failure.Owner.TARGET && object.doubt());
        anew.ifPresent(why -> search = Optional.empty());
        return anew.isPresent() ? Optional.empty() : failure;
    }

    @Override
    public void giveUp(Optional<Failure> why) {
        object.giveUp(why);
        contact.giveUp(why);
    }

    @Override
    public void done() {
        turnstile.ifPresent(one -> one.leave(this));
    }

    /** The records have just been looked up: only what describe tells can be old. */
    @Override
    public boolean doubt() {
        var doubted = byDescribe && object.doubt();
        byDescribe = true;
        if (doubted) {
            search = Optional.empty();
        }
        return doubted;
    }

    private Search search() {
        if (search.isEmpty()) {
            var lookup = lookup(object.knowledge());
            search = Optional.of(new Search(
                    lookup, new Queries(restPath, lookup.queries(), lookup::add), new Claims(lookup, writing)));
        }
        return search.get();
    }

    private Lookup lookup(SObject described) {
        var names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        rows.forEach(row -> names.addAll(row.keys().keySet()));
        var fields = names.stream()
                .flatMap(name -> described.field(name).stream())
                .map(LookupField::new)
                .toList();
        var read =
                READ.stream().filter(name -> described.field(name).isPresent()).toList();
        var lookup = new Lookup(described.name(), fields, writing.match() == Match.ANY, read);
        if (looksUp(described)) {
            rows.stream().filter(row -> keyProblem(row).isEmpty()).forEach(row -> lookup.want(row.keys()));
        }
        return lookup;
    }

    /**
     * An external id can be written without a look, unless what is written, or what that sets off, depends on whether the
     * record is there.
     */
    private boolean looksUp(SObject described) {
        return writing.externalId().isEmpty()
                || !writing.onCreate().isEmpty()
                || writing.assign() == Assign.ON_CREATE && WITH_RULES.contains(described.name());
    }

    @Override
    public Checked check(Row row) {
        return keyProblem(row).orElseGet(() -> search().claims().check(row, checked(row)));
    }

    /** Why its record cannot be looked up. */
    private Optional<Checked> keyProblem(Row row) {
        var checked = records().lookUp(row);
        return checked instanceof Checked.Fits ? fieldProblem(row) : Optional.of(checked);
    }

    private Optional<Checked> fieldProblem(Row row) {
        return row.keys().keySet().stream()
                .map(name -> new LookupField(object.knowledge().field(name).orElseThrow()))
                .flatMap(field -> field.problem(writing).stream())
                .findFirst()
                .map(why -> new Checked.Misfit(
                        new Failure(Failure.Owner.TARGET, Reason.TARGET_UNKNOWN, Optional.empty(), why)));
    }

    private RecordCheck records() {
        return new RecordCheck(object.knowledge(), writing, notes);
    }

    private Checked checked(Row row) {
        if (!looksUp(object.knowledge())) {
            return records().upsert(row);
        }
        var choice = Choice.of(search().lookup().of(row.keys()), writing);
        if (choice instanceof Choice.Not not) {
            byDescribe = !(not.verdict() instanceof Checked.Refused);
            return not.verdict();
        }
        if (choice instanceof Choice.Contact found) {
            var described = contact.knowledge();
            return new RecordCheck(described, writing, notes)
                    .update(ContactRow.of(row, described), TextNode.valueOf(found.id()));
        }
        return choice instanceof Choice.One one ? records().update(row, TextNode.valueOf(one.id())) : created(row);
    }

    /** What has an external id is never created twice, whoever else creates it meanwhile. */
    private Checked created(Row row) {
        var created = records().create(row);
        if (writing.externalId().isEmpty() || !(created instanceof Checked.Fits fits)) {
            return created;
        }
        var field = object.knowledge()
                .field(writing.externalId().get())
                .orElseThrow()
                .name();
        var values = fits.row().values();
        return new Checked.Fits(new Row(Map.of(field, values.get(field)), values, row.match()));
    }
}
