package io.sluice.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store promises about who is suppressed, and whose contact is known. */
abstract class PeopleContract extends StoreTestBase {
    private Set<Identity> suppressed(String... ids) {
        return store.suppressed(List.of(ids).stream().map(Identity::of).toList());
    }

    @Test
    void the_user_of_a_delete_is_on_the_list_as_soon_as_the_delete_is_in_the_log() throws Exception {
        assertThat(store.anySuppressed()).isFalse();

        accept(List.of(People.track("t", "bob", clock.instant()), People.delete("d", "ann", clock.instant())));

        assertThat(store.anySuppressed()).isTrue();
        assertThat(suppressed("ann", "bob")).containsExactly(Identity.of("ann"));
    }

    @Test
    void the_list_knows_the_contact_keys_that_a_user_id_may_become() throws Exception {
        accept(List.of(People.delete("d", "crm:Ann-1 ", clock.instant())));

        assertThat(suppressed("CRM:ann-1", "crmann-1", "crm-ann-1", "ann-1")).hasSize(3);
    }

    @Test
    void the_list_does_not_contain_the_user_id_itself() throws Exception {
        accept(List.of(People.delete("d", "ann", clock.instant())));

        assertThat(database.number("SELECT count(*) FROM suppressed WHERE identity LIKE '%ann%'"))
                .isZero();
    }

    @Test
    void a_delete_that_is_sent_again_changes_nothing() throws Exception {
        var delete = People.delete("d", "ann", clock.instant());
        accept(List.of(delete));

        assertThat(accept(List.of(delete, People.delete("other", "ann", clock.instant()))))
                .isEqualTo(1);
        assertThat(database.number("SELECT count(*) FROM suppressed")).isEqualTo(1);
    }

    @Test
    void a_user_id_of_any_length_and_content_is_suppressed() throws Exception {
        var odd = "x\uD800\0" + "long ".repeat(6_000);
        accept(List.of(People.delete("d", odd, clock.instant())));

        assertThat(suppressed(odd)).hasSize(1);
    }

    @Test
    void no_retention_removes_anybody_from_the_list() throws Exception {
        writing(tx -> tx.register("lane", "main"));
        accept(List.of(People.delete("d", "ann", clock.instant())));
        accept(events("newest", 1));
        writing(tx -> tx.move("lane", store.logEnd(), ""));

        clock.advance(Duration.ofDays(4_000));
        new Retention(store, new RetentionContract.Config(Duration.ofDays(7), Duration.ofDays(90))).clean(store.now());

        assertThat(log(store)).as("the delete itself is gone").hasSize(1);
        assertThat(suppressed("ann")).hasSize(1);
    }

    @Test
    void a_contact_is_known_in_its_account_until_it_is_forgotten_or_its_time_is_over() throws Exception {
        long soon = store.now() + 1_000;
        writing(tx -> {
            tx.remember("main", List.of("a", "b", "c"), soon);
            tx.remember("main", List.of("c"), soon + 5_000);
            tx.remember("other", List.of("d"), soon);
            tx.forget("main", List.of("b"));
            tx.forget("other", List.of("a"));
        });

        assertThat(store.contacts("main", List.of("a", "b", "c", "d"))).containsExactlyInAnyOrder("a", "c");
        clock.advance(Duration.ofSeconds(1));
        assertThat(store.contacts("main", List.of("a", "b", "c", "d"))).containsExactly("c");
    }

    @Test
    void very_many_contacts_are_asked_for_at_once() throws Exception {
        var keys = IntStream.range(0, 1_300).mapToObj(i -> "k" + i).toList();
        writing(tx -> tx.remember("main", keys, Long.MAX_VALUE));

        assertThat(store.contacts("main", keys)).hasSize(1_300);
    }

    @Test
    void retention_removes_the_contacts_whose_time_is_over() throws Exception {
        var keys = IntStream.range(0, 1_300).mapToObj(i -> "k" + i).toList();
        long soon = store.now() + 1_000;
        writing(tx -> {
            tx.remember("main", keys, soon);
            tx.remember("main", List.of("later"), soon + 1);
        });
        clock.advance(Duration.ofSeconds(1));

        new Retention(store, new RetentionContract.Config(Duration.ofDays(7), Duration.ofDays(90))).clean(store.now());

        assertThat(database.number("SELECT count(*) FROM contact")).isEqualTo(1);
    }
}
