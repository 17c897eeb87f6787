package io.sluice.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.delivery.Flow;
import io.sluice.delivery.Flows;
import io.sluice.delivery.Mapped;
import io.sluice.event.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AimTest {
    private static final List<Flow> FLOWS = List.of(
            new Named("people", "sfmc", "main", Set.of("rows", "contact")),
            new Named("orders", "sfmc", "main", Set.of("order")),
            new Named("emea", "sfmc", "emea", Set.of("rows-emea")));

    private record Named(String lane, String destination, String account, Set<String> mappings) implements Flow {
        @Override
        public List<Mapped> map(Event event) {
            return List.of();
        }
    }

    /** @param off doors of accounts that are not set up */
    private record Some(Collection<Flow> flows, Set<String> off) implements Flows {
        @Override
        public boolean on(Flow flow) {
            return !off.contains(flow.door());
        }
    }

    @Test
    void a_mapping_stands_for_its_lane() {
        assertThat(Aim.of(new Some(FLOWS, Set.of()), "contact")).isEqualTo(new Aim("sfmc-main", Optional.of("people")));
        assertThat(Aim.of(new Some(FLOWS, Set.of()), "orders")).isEqualTo(new Aim("sfmc-main", Optional.of("orders")));
        assertThat(Aim.of(new Some(FLOWS, Set.of()), "main")).isEqualTo(new Aim("sfmc-main", Optional.empty()));
    }

    @Test
    void of_an_account_and_a_flow_of_one_name_one_must_be_chosen() {
        assertThatThrownBy(() -> Aim.of(new Some(FLOWS, Set.of()), "emea"))
                .hasMessage("'emea' is an account and a flow: write account:emea or lane:emea.");
        assertThat(Aim.of(new Some(FLOWS, Set.of()), "account:emea")).isEqualTo(new Aim("sfmc-emea", Optional.empty()));
        assertThat(Aim.of(new Some(FLOWS, Set.of()), "lane:emea")).isEqualTo(new Aim("sfmc-emea", Optional.of("emea")));
    }

    @Test
    void an_account_that_two_destinations_have_is_named_with_its_destination() {
        var both = new ArrayList<>(FLOWS);
        both.add(new Named("leads", "salesforce", "main", Set.of("lead")));
        both.add(new Named("more-leads", "salesforce", "other", Set.of("other-lead")));

        assertThatThrownBy(() -> Aim.of(new Some(both, Set.of()), "main"))
                .hasMessage("'main' is an account of several destinations: write salesforce-main or sfmc-main.");
        assertThat(Aim.of(new Some(both, Set.of()), "salesforce-main"))
                .isEqualTo(new Aim("salesforce-main", Optional.empty()));
        assertThat(Aim.of(new Some(both, Set.of()), "account:sfmc-main"))
                .isEqualTo(new Aim("sfmc-main", Optional.empty()));
        assertThat(Aim.of(new Some(both, Set.of()), "other")).isEqualTo(new Aim("salesforce-other", Optional.empty()));
    }

    @Test
    void an_account_that_is_not_set_up_is_meant_only_where_it_is_named_in_full() {
        var both = new ArrayList<>(FLOWS);
        both.add(new Named("leads", "salesforce", "main", Set.of("lead")));

        assertThat(Aim.of(new Some(both, Set.of("salesforce-main")), "main"))
                .isEqualTo(new Aim("sfmc-main", Optional.empty()));
        assertThat(Aim.of(new Some(both, Set.of("salesforce-main")), "salesforce-main"))
                .isEqualTo(new Aim("salesforce-main", Optional.empty()));
        assertThatThrownBy(() -> Aim.of(new Some(both, Set.of("salesforce-main", "sfmc-main")), "main"))
                .hasMessageContaining("several destinations");
    }

    @Test
    void an_unknown_name_is_told_with_those_that_there_are() {
        assertThatThrownBy(() -> Aim.of(new Some(FLOWS, Set.of()), "nobody"))
                .hasMessage(
                        "There is no account, flow or mapping 'nobody'; there are contact, emea, order, orders, people,"
                                + " rows, rows-emea, sfmc-emea, sfmc-main.");
        assertThatThrownBy(() -> Aim.of(new Some(FLOWS, Set.of()), "lane:main")).hasMessageContaining("'lane:main'");
    }
}
