package io.sluice.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.delivery.Flow;
import io.sluice.delivery.Mapped;
import io.sluice.event.Event;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AimTest {
    private static final List<Flow> FLOWS = List.of(
            new Named("people", "main", Set.of("rows", "contact")),
            new Named("orders", "main", Set.of("order")),
            new Named("emea", "emea", Set.of("rows-emea")));

    private record Named(String lane, String account, Set<String> mappings) implements Flow {
        @Override
        public List<Mapped> map(Event event) {
            return List.of();
        }
    }

    @Test
    void a_mapping_stands_for_its_lane() {
        assertThat(Aim.of(FLOWS, "contact")).isEqualTo(new Aim("main", Optional.of("people")));
        assertThat(Aim.of(FLOWS, "orders")).isEqualTo(new Aim("main", Optional.of("orders")));
        assertThat(Aim.of(FLOWS, "main")).isEqualTo(new Aim("main", Optional.empty()));
    }

    @Test
    void of_an_account_and_a_flow_of_one_name_one_must_be_chosen() {
        assertThatThrownBy(() -> Aim.of(FLOWS, "emea"))
                .hasMessage("'emea' is an account and a flow: write account:emea or lane:emea.");
        assertThat(Aim.of(FLOWS, "account:emea")).isEqualTo(new Aim("emea", Optional.empty()));
        assertThat(Aim.of(FLOWS, "lane:emea")).isEqualTo(new Aim("emea", Optional.of("emea")));
    }

    @Test
    void an_unknown_name_is_told_with_those_that_there_are() {
        assertThatThrownBy(() -> Aim.of(FLOWS, "nobody"))
                .hasMessage(
                        "There is no account, flow or mapping 'nobody'; there are contact, emea, main, order, orders,"
                                + " people, rows, rows-emea.");
        assertThatThrownBy(() -> Aim.of(FLOWS, "lane:main")).hasMessageContaining("'lane:main'");
    }
}
