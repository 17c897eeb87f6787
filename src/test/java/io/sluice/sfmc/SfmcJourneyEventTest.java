package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.ActionContract;
import io.sluice.delivery.Action;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Deliveries;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SfmcJourneyEventTest extends ActionContract {
    private static final String FIRED = "{\"eventInstanceId\":\"5c3a1c0e-6d2f-4b59-9c57-2d5f5b3ad5ab\"}";
    private final Action action = new SfmcJourneyEvent();

    @Override
    protected Action action() {
        return action;
    }

    @Override
    protected Target target(String name) {
        return new Target("main", "eventDefinition", name);
    }

    @Override
    protected Row row(int i) {
        return Deliveries.row("contact-" + i, "Total", "3");
    }

    @Override
    protected Answer.Http success(List<Row> rows) {
        return new Answer.Http(201, Optional.empty(), FIRED);
    }

    @Test
    void sends_contact_event_and_data_without_nulls() {
        var row = Deliveries.row("ann", "Total", "3", "Coupon", null);
        assertThat(action.request(target("APIEvent-cart"), List.of(row)).body())
                .hasToString(
                        "{\"ContactKey\":\"ann\",\"EventDefinitionKey\":\"APIEvent-cart\",\"Data\":{\"Total\":\"3\"}}");
    }

    @Test
    void sends_no_data_when_there_is_none() {
        assertThat(action.request(target("APIEvent-cart"), List.of(Deliveries.row("ann", "Coupon", null)))
                        .body())
                .hasToString("{\"ContactKey\":\"ann\",\"EventDefinitionKey\":\"APIEvent-cart\"}");
    }

    @Test
    void takes_the_200_of_older_documentation() {
        assertThat(read(200, FIRED)).isEqualTo(new Reading.PerRow(List.of(new Outcome.Delivered())));
    }

    @Test
    void success_without_an_event_instance_is_of_unknown_outcome() {
        assertThat(read(201, "")).isInstanceOf(Reading.Unknown.class);
        assertThat(read(201, "{\"eventInstanceId\":\"\"}")).isInstanceOf(Reading.Unknown.class);
        assertThat(read(200, "<html>Maintenance</html>")).isInstanceOf(Reading.Unknown.class);
    }

    @Test
    void an_error_in_a_202_was_not_fired() {
        var error = "{\"message\":\"VersionNumber required.\",\"errorcode\":10005,\"documentation\":\"\"}";
        assertThat(read(202, error)).isInstanceOf(Reading.Split.class);
    }

    private Reading read(int status, String body) {
        return action.read(List.of(row(1)), new Answer.Http(status, Optional.empty(), body));
    }
}
