package io.sluice.mapping;

import io.sluice.delivery.Action;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Request;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What mappings need to know about an action, and nothing that calls. */
record FakeAction(String name, String targetKind, Set<String> keyNames, boolean takesFields, boolean repeatable)
        implements Action {
    static final List<Action> ALL = List.of(
            new FakeAction("sfmcUpsertRows", "dataExtension", Set.of(), true, true),
            new FakeAction("sfmcCreateContact", "", Set.of("Contact Key"), false, true),
            new FakeAction("sfmcDeleteContact", "", Set.of("Contact Key"), false, true),
            new FakeAction("sfmcJourneyEvent", "eventDefinition", Set.of("Contact Key"), true, false),
            new FakeAction("salesforceUpsertRecords", "object", Set.of(), true, true));

    @Override
    public String destination() {
        return name.startsWith("sfmc") ? "sfmc" : "salesforce";
    }

    @Override
    public String onlyTarget() {
        return name.equals("sfmcDeleteContact") ? "contactDeletion" : "contact";
    }

    @Override
    public List<String> targetKinds() {
        return knowsColumns() ? List.of(targetKind, targetKind + "Id") : Action.super.targetKinds();
    }

    @Override
    public Optional<String> mistake(Target target) {
        return Optional.of("write a number")
                .filter(remedy -> target.kind().endsWith("Id") && !target.name().matches("[0-9a-f-]+"));
    }

    @Override
    public boolean knowsColumns() {
        return name.equals("sfmcUpsertRows");
    }

    @Override
    public boolean writesRecords() {
        return name.equals("salesforceUpsertRecords");
    }

    @Override
    public int rowsPerCall() {
        return 50;
    }

    @Override
    public Request request(Target target, List<Row> rows) {
        throw new UnsupportedOperationException("mappings make no requests");
    }

    @Override
    public Reading read(List<Row> rows, Answer answer) {
        throw new UnsupportedOperationException("mappings read no answers");
    }
}
