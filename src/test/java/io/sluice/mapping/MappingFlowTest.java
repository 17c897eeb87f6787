package io.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Mapped;
import io.sluice.delivery.OnUnknown;
import io.sluice.delivery.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MappingFlowTest {
    /** Without conditions or lines: whatever it is asked, it fails. */
    private static final Mapping BROKEN = new Mapping(
            "broken",
            "anAction",
            null,
            null,
            null,
            Nulls.OMIT,
            new Timing(Optional.empty(), List.of(), Duration.ZERO, Stale.SKIP),
            OnUnknown.REFUSE);

    @Test
    void a_mapping_that_fails_costs_its_own_result_only() {
        var flow = MappingFlow.of("lane", "sfmc", "main", List.of(BROKEN, BROKEN));

        assertThat(flow.map(Sample.event("{type: 'identify', userId: 'u'}")))
                .hasSize(2)
                .allSatisfy(mapped -> assertThat(mapped)
                        .isEqualTo(new Mapped.Refused("broken", Reason.INTERNAL, "java.lang.NullPointerException")));
    }
}
