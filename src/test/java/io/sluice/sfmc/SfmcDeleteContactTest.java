package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.ActionContract;
import io.sluice.delivery.Action;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Deliveries;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SfmcDeleteContactTest extends ActionContract {
    private static final String DOCUMENTED =
            "{\"operationInitiated\":true,\"operationID\":2038,\"requestServiceMessageID\":\"b823e1ff\","
                    + "\"hasErrors\":false,\"resultMessages\":[],\"serviceMessageID\":\"ae207d76\"}";
    private final Action action = new SfmcDeleteContact();

    @Override
    protected Action action() {
        return action;
    }

    @Override
    protected Target target(String name) {
        return new Target("main", "contactDeletion", "");
    }

    @Override
    protected Row row(int i) {
        return Deliveries.row("contact-" + i);
    }

    @Override
    protected Answer.Http success(List<Row> rows) {
        return new Answer.Http(200, Optional.empty(), DOCUMENTED);
    }

    @Override
    protected boolean hasTargetNames() {
        return false;
    }

    /** The kind of deletion is asked for in the query. */
    @Override
    protected Optional<String> query() {
        return Optional.of("type=keys");
    }

    @Test
    void sends_many_keys_at_once() {
        var request = action.request(target(""), List.of(Deliveries.row("ann"), Deliveries.row("bob")));
        assertThat(request.path()).isEqualTo("/contacts/v1/contacts/actions/delete?type=keys");
        assertThat(request.body())
                .hasToString("{\"values\":[\"ann\",\"bob\"],\"DeleteOperationType\":\"ContactAndAttributes\"}");
    }

    @Test
    void the_number_of_the_operation_is_the_receipt_of_every_key() {
        var receipt = new Outcome.Delivered("operationID 2038");
        assertThat(action.read(List.of(row(1), row(2)), success(List.of())))
                .isEqualTo(new Reading.PerRow(List.of(receipt, receipt)));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"operationInitiated\":true','\"operationInitiated\":false'",
        "'\"operationID\":2038,',''",
        "'\"hasErrors\":false','\"hasErrors\":true'"
    })
    void without_its_operation_nothing_is_deleted(String good, String bad) {
        assertThat(read(200, DOCUMENTED.replace(good, bad))).isInstanceOf(Reading.Split.class);
    }

    @Test
    void a_package_that_may_not_delete_pauses_the_lane() {
        var reading = read(403, "{\"message\":\"Insufficient Privileges\",\"errorcode\":20002}");
        assertThat(reading).isInstanceOf(Reading.Failed.class);
        assertThat(((Reading.Failed) reading).failure().owner()).isEqualTo(Failure.Owner.TARGET);
        assertThat(((Reading.Failed) reading).failure().reason()).isEqualTo(Reason.PERMISSION);
    }

    private Reading read(int status, String body) {
        return action.read(List.of(row(1)), new Answer.Http(status, Optional.empty(), body));
    }
}
