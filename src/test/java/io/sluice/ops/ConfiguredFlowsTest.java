package io.sluice.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.mapping.Mappings;
import io.sluice.sfmc.AccountConfig;
import io.sluice.sfmc.SfmcActions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredFlowsTest {
    @TempDir
    Path routes;

    @Test
    void a_flow_of_an_account_that_no_setting_names_is_off_and_warned_of() throws IOException {
        var flows = flows("emae", "sfmc.emea.subdomain", "");
        assertThat(flows.on(flows.flows().iterator().next())).isFalse();
        assertThat(flows.warnings())
                .containsExactly("the flow people is off: no setting names its account 'emae'; did you mean 'emea'?");
        assertThat(flows("apac", "sfmc.emea.subdomain", "").warnings())
                .containsExactly(
                        "the flow people is off: no setting names its account 'apac'; set sluice.sfmc.apac.… to"
                                + " switch it on, or leave one of them empty if it is meant to be off.");
    }

    @Test
    void a_flow_of_an_account_that_is_meant_to_be_off_is_not_warned_of() throws IOException {
        var flows = flows("emea", "sfmc.emea.subdomain", "");
        assertThat(flows.on(flows.flows().iterator().next())).isFalse();
        assertThat(flows.warnings()).isEmpty();
        assertThat(flows("main").warnings()).isEmpty();
    }

    private ConfiguredFlows flows(String account, String... settings) throws IOException {
        Files.writeString(routes.resolve("people.mapping.yaml"), """
                - name: people
                  when: { type: identify }
                  do: sfmcUpsertRows
                  to: { account: %s, dataExtension: people }
                  keys: { Contact Key: $.userId }
                """.formatted(account));
        return new ConfiguredFlows(
                new Mappings(routes, SfmcActions.ALL), List.of(AccountConfig.accounts(settings)), List.of());
    }
}
