package io.sluice.inbox;

import io.sluice.delivery.Mapped;
import io.sluice.delivery.Reason;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what must not be sent, or need not be, just before it would be handed out: for many events at a time, since each
 * asking is a query.
 */
final class Screen {
    private final Store store;
    private final ContactMemory memory;
    /** Nobody ever leaves the list. */
    private boolean anySuppressed;

    Screen(Store store, ContactMemory memory) {
        this.store = store;
        this.memory = memory;
    }

    /**
     * An event about to be handed out.
     *
     * @param ids as {@link Identity#idsOf} gives them
     */
    record Subject(Set<String> ids, List<Mapped> mapped) {}

    /** What was found out about some events. */
    record Findings(Set<String> suppressed, Set<String> contacts, ContactMemory memory) {
        /** What the mappings make of the event, now that this is known. */
        List<Mapped> mapped(Subject subject) {
            return subject.mapped().stream().map(one -> mapped(subject, one)).toList();
        }

        private Mapped mapped(Subject subject, Mapped one) {
            if (!(one instanceof Mapped.Filtered) && subject.ids().stream().anyMatch(suppressed::contains)) {
                return new Mapped.Suppressed(one.mapping());
            }
            var known = one instanceof Mapped.Wanted wanted
                    && memory.covers(wanted)
                    && contacts.contains(Mapped.keyValues(wanted.key()));
            return known ? new Mapped.Filtered(one.mapping(), Reason.CONTACT_KNOWN, "") : one;
        }
    }

    /** @throws StoreUnavailable when it cannot be found out */
    Findings look(Collection<Subject> subjects) {
        return new Findings(suppressed(subjects), contacts(subjects), memory);
    }

    /** The ids that are suppressed. */
    private Set<String> suppressed(Collection<Subject> subjects) {
        var ids = subjects.stream().flatMap(subject -> subject.ids().stream()).collect(Collectors.toSet());
        anySuppressed = anySuppressed || !ids.isEmpty() && store.anySuppressed();
        if (!anySuppressed) {
            return Set.of();
        }
        var byIdentity = ids.stream().collect(Collectors.groupingBy(Identity::of));
        return store.suppressed(byIdentity.keySet()).stream()
                .flatMap(identity -> byIdentity.get(identity).stream())
                .collect(Collectors.toSet());
    }

    private Set<String> contacts(Collection<Subject> subjects) {
        var keys = new HashSet<String>();
        for (var subject : subjects) {
            for (var mapped : subject.mapped()) {
                if (mapped instanceof Mapped.Wanted wanted && memory.covers(wanted)) {
                    keys.add(Mapped.keyValues(wanted.key()));
                }
            }
        }
        return keys.isEmpty() ? Set.of() : store.contacts(memory.account(), keys);
    }
}
