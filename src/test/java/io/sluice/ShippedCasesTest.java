package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Batches;
import io.sluice.mapping.MappingCases;
import io.sluice.mapping.Mappings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases that {@code sluice test} runs: what the mappings in routes/ make of the events in routes/tests/. */
class ShippedCasesTest {
    private static final Path ROUTES = Path.of("routes");
    private static final Mappings MAPPINGS = new Mappings(ROUTES, ShippedActions.ALL);
    private static final MappingCases CASES = MappingCases.read(ROUTES.resolve("tests"));

    private static final Batches BATCHES = new Batches(ShippedActions.ALL, Clock.systemUTC());

    static List<MappingCases.Result> results() {
        return CASES.run(MAPPINGS, BATCHES);
    }

    @Test
    void they_have_no_mistakes() {
        assertThat(MAPPINGS.mistakes()).isEmpty();
        assertThat(CASES.mistakes()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("results")
    void a_case_holds(MappingCases.Result result) {
        assertThat(result.differences()).as(result.place()).isEmpty();
    }

    @Test
    void each_mapping_and_each_line_of_a_table_has_a_case_that_makes_a_request() {
        assertThat(CASES.withoutRequest(MAPPINGS, BATCHES)).isEmpty();
    }
}
