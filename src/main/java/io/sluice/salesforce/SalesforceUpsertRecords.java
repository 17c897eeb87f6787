package io.sluice.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Action;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Inquiry;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Reading;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.Request;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Writes records of an object: looks up which are there, then updates those and creates the others, through sObject
 * Collections. What is not known to have been created is looked up again before anything is repeated.
 */
@ApplicationScoped
public class SalesforceUpsertRecords implements Action {
    private static final Pattern API_NAME = Pattern.compile("[A-Za-z]\\w*");

    /** What finds out about a batch. */
    interface Inquiries {
        Inquiry of(Target target, RecordWriting writing, List<Row> rows);
    }

    private final Inquiries inquiries;
    private final Function<String, Duration> longestRequest;

    @Inject
    SalesforceUpsertRecords(SObjects objects, SalesforceAccounts accounts) {
        this(objects::inquiry, account -> accounts.account(account).longestRequest());
    }

    /** Of which nobody asks anything: every row is taken as it is. */
    public SalesforceUpsertRecords() {
        this((target, writing, rows) -> Inquiry.NONE, account -> Duration.ZERO);
    }

    SalesforceUpsertRecords(Inquiries inquiries, Function<String, Duration> longestRequest) {
        this.inquiries = inquiries;
        this.longestRequest = longestRequest;
    }

    @Override
    public String name() {
        return "salesforceUpsertRecords";
    }

    @Override
    public String destination() {
        return SalesforceAccounts.DESTINATION;
    }

    @Override
    public String targetKind() {
        return "object";
    }

    @Override
    public Optional<String> mistake(Target target) {
        return Optional.of("write the API name of an object, such as Lead or Berth__c")
                .filter(remedy -> !API_NAME.matcher(target.name()).matches());
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
    public boolean writesRecords() {
        return true;
    }

    /** It looks first. */
    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public boolean repeatable(Row row) {
        return !row.keys().isEmpty();
    }

    @Override
    public OnUnknown onUnknown() {
        return OnUnknown.LOOK_UP;
    }

    @Override
    public Duration settlesWithin(String account) {
        return longestRequest.apply(account);
    }

    @Override
    public String together(Row row) {
        return Write.of(row).word();
    }

    @Override
    public int rowsPerCall() {
        return SObjectCollection.RECORDS;
    }

    @Override
    public Inquiry inquiry(Target target, Optional<RecordWriting> writing, List<Row> rows) {
        return inquiries.of(target, writing.orElse(RecordWriting.DEFAULT), rows);
    }

    @Override
    public Request request(Target target, List<Row> rows) {
        return request(target, Optional.empty(), rows);
    }

    @Override
    public Request request(Target target, Optional<RecordWriting> writing, List<Row> rows) {
        return SObjectCollection.request(target, writing.orElse(RecordWriting.DEFAULT), rows);
    }

    /** As a new record: what it would be if it is there, only a look-up tells. */
    @Override
    public Request example(Target target, Optional<RecordWriting> writing, Row row) {
        var how = writing.orElse(RecordWriting.DEFAULT);
        var keys = how.externalId().isPresent() ? row.keys() : Map.<String, JsonNode>of();
        var values = new LinkedHashMap<>(row.keys());
        values.putAll(row.values());
        how.onCreate().forEach((name, value) -> {
            if (values.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
                values.put(name, value);
            }
        });
        return request(target, writing, List.of(new Row(keys, values, row.match())));
    }

    @Override
    public Reading read(List<Row> rows, Answer answer) {
        return SObjectCollection.read(answer, rows, repeatable(rows.get(0)));
    }
}
