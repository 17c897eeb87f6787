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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SfmcCreateContactTest extends ActionContract {
    private static final String DOCUMENTED =
            "{\"operationStatus\":\"OK\",\"rowsAffetcted\":1,\"contactKey\":\"ann\",\"contactId\":12345678,"
                    + "\"contactTypeID\":0,\"isNewContactKey\":false,\"hasErrors\":false,\"resultMessages\":[]}";
    private static final String CAPTURED =
            "{\"operationStatus\":\"OK\",\"rowsAffected\":1,\"contactKey\":\"ann\",\"contactID\":12345678,"
                    + "\"contactTypeID\":0,\"isNewContactKey\":true,\"hasErrors\":false,\"resultMessages\":[]}";
    private final Action action = new SfmcCreateContact(AccountConfig.accounts());

    @Override
    protected Action action() {
        return action;
    }

    /** The account has one kind of contact: there is no name. */
    @Override
    protected Target target(String name) {
        return new Target("main", "contact", "");
    }

    @Override
    protected Row row(int i) {
        return Deliveries.row("contact-" + i);
    }

    @Override
    protected Answer.Http success(List<Row> rows) {
        return new Answer.Http(200, Optional.empty(), CAPTURED);
    }

    @Override
    protected boolean hasTargetNames() {
        return false;
    }

    @Test
    void sends_the_key_and_no_attributes() {
        assertThat(action.request(target(""), List.of(Deliveries.row("ann"))).body())
                .hasToString("{\"contactKey\":\"ann\",\"attributeSets\":[]}");
    }

    @Test
    void a_contact_that_exists_is_as_good_as_a_new_one() {
        var exists = "{\"message\":\"The contact already exists.\",\"errorcode\":30004,\"documentation\":\"\"}";
        assertThat(read(200, DOCUMENTED)).isEqualTo(new Reading.PerRow(List.of(new Outcome.Delivered())));
        assertThat(read(400, exists)).isEqualTo(new Reading.PerRow(List.of(new Outcome.Delivered())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"message\":\"The contact key is too long.\",\"errorcode\":10005}",
                "{\"message\":\"Invalid operation\",\"errorcode\":30001}",
                "{\"operationStatus\":\"ERROR\",\"hasErrors\":true,\"resultMessages\":[{\"resultCode\":\"Invalid\"}]}"
            })
    void every_other_400_is_an_error(String body) {
        assertThat(read(400, body)).isInstanceOfSatisfying(Reading.Split.class, split -> assertThat(split.ifAlone())
                .isInstanceOf(Outcome.Refused.class));
    }

    @Test
    void a_contact_is_remembered_for_as_long_as_its_account_says() {
        var accounts = AccountConfig.accounts(
                "sfmc.subdomain",
                "mc",
                "sfmc.client-id",
                "i",
                "sfmc.client-secret",
                "s",
                "sfmc.emea.subdomain",
                "mc",
                "sfmc.emea.client-id",
                "i",
                "sfmc.emea.client-secret",
                "s",
                "sfmc.emea.contact-memory",
                "0");
        var configured = new SfmcCreateContact(accounts);

        assertThat(configured.remembers("main")).isEqualTo(Duration.ofDays(30));
        assertThat(configured.remembers("emea")).isZero();
        assertThat(configured.remembers("off")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"\"hasErrors\":false,\"hasErrors\":true", "\"OK\",\"Error\""})
    void a_200_that_reports_errors_is_no_success(String good, String bad) {
        assertThat(read(200, CAPTURED.replace(good, bad))).isInstanceOf(Reading.Split.class);
    }

    private Reading read(int status, String body) {
        return action.read(List.of(row(1)), new Answer.Http(status, Optional.empty(), body));
    }
}
