package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contract.ActionContract;
import io.sluice.delivery.Action;
import io.sluice.delivery.Answer;
import io.sluice.delivery.Deliveries;
import io.sluice.delivery.Inquiry;
import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reading;
import io.sluice.delivery.Reason;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SfmcUpsertRowsTest extends ActionContract {
    private final Action action = new SfmcUpsertRows(
            AccountConfig.accounts(
                    "sfmc.subdomain",
                    "mcabc",
                    "sfmc.client-id",
                    "id",
                    "sfmc.client-secret",
                    "secret",
                    "sfmc.small.subdomain",
                    "mcabc",
                    "sfmc.small.client-id",
                    "id",
                    "sfmc.small.client-secret",
                    "secret",
                    "sfmc.small.rowset-size",
                    "10"),
            target -> Inquiry.NONE);

    @Override
    protected Action action() {
        return action;
    }

    @Override
    protected Target target(String name) {
        return new Target("main", "dataExtension", name);
    }

    @Override
    protected Row row(int i) {
        return Deliveries.row("contact-" + i, "Name", "n" + i);
    }

    @Override
    protected Answer.Http success(List<Row> rows) {
        var echo = action.request(target("any"), rows).body().toString();
        return new Answer.Http(200, Optional.empty(), echo);
    }

    @Test
    void takes_as_many_rows_as_the_account_is_set_to() {
        assertThat(action.rowsPerCall("main")).isEqualTo(50);
        assertThat(action.rowsPerCall("small")).isEqualTo(10);
        assertThat(action.rowsPerCall()).isEqualTo(50);
    }

    @Test
    void a_data_extension_can_be_named_by_its_id() {
        var id = "7a1f3e9c-0b52-4c8d-9e6a-2f4b8d1c5e70";
        var target = new Target("main", "dataExtensionId", id);
        assertThat(action.request(target, List.of(row(1))).path()).isEqualTo("/hub/v1/dataevents/" + id + "/rowset");
        assertThat(action.mistake(target)).isEmpty();
        assertThat(action.mistake(new Target("main", "dataExtensionId", "people")))
                .isPresent();
        assertThat(action.mistake(target("people"))).isEmpty();
    }

    @Test
    void clears_a_column_with_an_empty_string() {
        var row = Deliveries.row("ann", "Name", null);
        assertThat(action.request(target("people"), List.of(row)).body())
                .hasToString("[{\"keys\":{\"Contact Key\":\"ann\"},\"values\":{\"Name\":\"\"}}]");
    }

    @Test
    void fewer_rows_echoed_than_sent_are_no_proof() {
        var rows = List.of(row(1), row(2));
        assertThat(action.read(rows, success(List.of(row(1)))))
                .isInstanceOfSatisfying(Reading.Split.class, split -> assertThat(split.ifAlone())
                        .isInstanceOfSatisfying(Outcome.Parked.class, parked -> assertThat(parked.reason())
                                .isEqualTo(Reason.ANSWER_NOT_UNDERSTOOD)));
    }
}
