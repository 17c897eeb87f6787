package io.sluice.inbox;

import io.sluice.delivery.Flow;
import io.sluice.delivery.Mapped;
import io.sluice.event.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What has become of deliveries, as the store and the mappings of today tell. */
final class Traces {
    private final SqlStore store;
    private final Collection<Flow> flows;
    private final Imports imports;

    /**
     * @param flows whose deliveries are looked at, besides those that have rows
     * @param repeatable whether an action of that name may be sent the same rows twice
     */
    Traces(SqlStore store, Collection<Flow> flows, Predicate<String> repeatable) {
        this.store = store;
        this.flows = flows;
        this.imports = new Imports(repeatable);
    }

    /** The newest first. @param more is given one after the other, until it says that it wants no more */
    void find(Selection selection, Predicate<Traced> more) {
        // Before the rows are read: what is passed then has its row, or none any more.
        var marks = store.reads().read(LaneMark::all);
        var search = new EventSearch(store, selection);
        for (var page = search.before(Long.MAX_VALUE); !page.isEmpty(); ) {
            var events = page.stream().filter(one -> selection.has(one.event())).toList();
            for (var traced : of(events, marks)) {
                if (selection.has(traced) && !more.test(traced)) {
                    return;
                }
            }
            page = search.before(page.get(page.size() - 1).seq());
        }
    }

    /** What the mappings of a flow make of an event. @param ids by which its user may be suppressed */
    private record Looked(LoggedEvent event, String lane, List<Mapped> mapped, Set<Identity> ids) {}

    private List<Traced> of(List<LoggedEvent> events, Map<String, LaneMark> marks) {
        var seqs = events.stream().map(LoggedEvent::seq).toList();
        var rows = store.reads().read(sql -> new Reads(sql).rowsOf(seqs)).stream()
                .collect(Collectors.groupingBy(DeliveryRow::seq, Collectors.toCollection(ArrayList::new)));
        var looked = events.stream().flatMap(event -> looked(event, marks)).toList();
        var suppressed = suppressed(looked);
        var traced = new ArrayList<Traced>();
        for (var one : looked) {
            var left = rows.getOrDefault(one.event().seq(), new ArrayList<>());
            var isSuppressed = one.ids().stream().anyMatch(suppressed::contains);
            for (var mapped : one.mapped()) {
                traced.add(of(one.event(), one.lane(), mapped, marks.get(one.lane()), left, isSuppressed));
            }
        }
        for (var event : events) {
            rows.getOrDefault(event.seq(), new ArrayList<>()).stream()
                    .filter(row -> row.state() != DeliveryRow.State.DONE)
                    .forEach(row -> traced.add(gone(event, row)));
        }
        traced.sort(Comparator.comparingLong((Traced one) -> one.logged().seq()).reversed());
        return traced;
    }

    private Stream<Looked> looked(LoggedEvent event, Map<String, LaneMark> marks) {
        return flows.stream()
                .filter(flow -> marks.containsKey(flow.lane())
                        && !marks.get(flow.lane()).isBefore(event.seq()))
                .map(flow -> {
                    var mapped = flow.map(event.event());
                    var ids = Identity.idsOf(event.event(), mapped).stream().map(Identity::of);
                    return new Looked(event, flow.lane(), mapped, ids.collect(Collectors.toSet()));
                });
    }

    private Set<Identity> suppressed(List<Looked> looked) {
        return store.anySuppressed()
                ? store.suppressed(
                        looked.stream().flatMap(one -> one.ids().stream()).collect(Collectors.toSet()))
                : Set.of();
    }

    private Traced of(
            LoggedEvent event, String lane, Mapped mapped, LaneMark mark, List<DeliveryRow> rows, boolean suppressed) {
        var row = rows.stream()
                .filter(one -> one.lane().equals(lane) && one.mapping().equals(mapped.mapping()))
                .findFirst();
        row.ifPresent(rows::remove);
        var more = row.filter(one -> one.state() != DeliveryRow.State.DONE);
        var state = more.map(one -> DeliveryState.of(one.state())).orElseGet(() -> {
            if (mark.isSubmitted(new RowId(event.seq(), mapped.mapping()))) {
                return DeliveryState.SUBMITTED;
            }
            var passed = row.isPresent() || mark.hasPassed(event.seq());
            return passed ? passed(event.event(), mapped, suppressed) : DeliveryState.UNREAD;
        });
        return new Traced(lane, event, mapped.mapping(), more, Optional.of(mapped), state);
    }

    private DeliveryState passed(Event event, Mapped mapped, boolean suppressed) {
        if (mapped instanceof Mapped.Filtered || imports.isFiltered(event, mapped)) {
            return DeliveryState.FILTERED;
        }
        if (suppressed) {
            return DeliveryState.SUPPRESSED;
        }
        return mapped instanceof Mapped.Refused ? DeliveryState.REFUSED : DeliveryState.DONE;
    }

    /** Its mapping is not in the routes any more. */
    private static Traced gone(LoggedEvent event, DeliveryRow row) {
        return new Traced(
                row.lane(), event, row.mapping(), Optional.of(row), Optional.empty(), DeliveryState.of(row.state()));
    }
}
