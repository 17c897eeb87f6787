package io.sluice.sfmc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sluice.delivery.Action;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Body;
import io.sluice.delivery.Encoded;
import io.sluice.delivery.Inquiry;
import io.sluice.delivery.Jobs;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reading;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.Request;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Writes rows of a data extension through the synchronous rowset call. On an error SFMC has applied the rows before the
 * first bad one, and none after it; which one it was, the answer does not say.
 */
@ApplicationScoped
public class SfmcUpsertRows implements Action {
    /** The other way to name a data extension: by its id instead of its external key. */
    static final String BY_ID = "dataExtensionId";

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final SfmcAccounts accounts;
    private final Function<Target, Inquiry> inquiries;
    private final Optional<Jobs> jobs;

    @Inject
    SfmcUpsertRows(SfmcAccounts accounts, Schemas schemas, SfmcRowJobs jobs) {
        this(accounts, schemas::inquiry, Optional.of(jobs));
    }

    /**
     * With the rowset call alone.
     *
     * @param inquiries what has to be found out about a target, for one batch
     */
    public SfmcUpsertRows(SfmcAccounts accounts, Function<Target, Inquiry> inquiries) {
        this(accounts, inquiries, Optional.empty());
    }

    private SfmcUpsertRows(SfmcAccounts accounts, Function<Target, Inquiry> inquiries, Optional<Jobs> jobs) {
        this.accounts = accounts;
        this.inquiries = inquiries;
        this.jobs = jobs;
    }

    @Override
    public String name() {
        return "sfmcUpsertRows";
    }

    @Override
    public String destination() {
        return "sfmc";
    }

    @Override
    public String targetKind() {
        return "dataExtension";
    }

    @Override
    public List<String> targetKinds() {
        return List.of(targetKind(), BY_ID);
    }

    @Override
    public Optional<String> mistake(Target target) {
        return Optional.of("write its id, such as 7a1f3e9c-0b52-4c8d-9e6a-2f4b8d1c5e70")
                .filter(remedy -> target.kind().equals(BY_ID)
                        && !ID.matcher(target.name()).matches());
    }

    @Override
    public boolean knowsColumns() {
        return true;
    }

    @Override
    public Inquiry inquiry(Target target, Optional<RecordWriting> writing, List<Row> rows) {
        return inquiries.apply(target);
    }

    @Override
    public Set<String> keyNames() {
        return Set.of();
    }

    @Override
    public boolean takesFields() {
        return true;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public int rowsPerCall() {
        return accounts.all().stream().mapToInt(SfmcAccount::rowsetSize).max().orElse(1);
    }

    @Override
    public int rowsPerCall(String account) {
        return accounts.account(account).rowsetSize();
    }

    @Override
    public Optional<Jobs> jobs() {
        return jobs;
    }

    @Override
    public Request request(Target target, List<Row> rows) {
        var body = JsonNodeFactory.instance.arrayNode(rows.size());
        for (var row : rows) {
            var item = body.addObject();
            item.set("keys", columns(row.keys()));
            item.set("values", columns(row.values()));
        }
        return new Request("POST", "/hub/v1/dataevents/" + address(target) + "/rowset", body);
    }

    /** Proof is the array that comes back with every row in it. */
    @Override
    public Reading read(List<Row> rows, Answer answer) {
        if (answer instanceof Answer.Http http && http.status() == 200) {
            var echoed = Body.json(http.body())
                    .filter(JsonNode::isArray)
                    .map(JsonNode::size)
                    .orElse(-1);
            if (echoed == rows.size()) {
                return new Reading.PerRow(rows.stream()
                        .<Outcome>map(row -> new Outcome.Delivered())
                        .toList());
            }
        }
        return SfmcFailures.classify(answer);
    }

    /** A column is cleared with an empty string: SFMC answers null with an error, even for a column that may be null. */
    static ObjectNode columns(Map<String, JsonNode> values) {
        var columns = JsonNodeFactory.instance.objectNode();
        values.forEach((name, value) -> columns.set(name, value.isNull() ? TextNode.valueOf("") : value));
        return columns;
    }

    /** As it is written in a path. */
    static String address(Target target) {
        return (target.kind().equals(BY_ID) ? "" : "key:") + Encoded.of(target.name());
    }
}
