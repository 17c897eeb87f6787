package io.sluice.sfmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Target;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopesTest {
    private static final Target ROWS = new Target("main", "dataExtension", "people");
    private static final Target CONTACT = new Target("main", "contact", "");

    private final Scopes scopes = new Scopes();

    private static SfmcToken token(String... granted) {
        return new SfmcToken(
                "x",
                URI.create("https://mcabc.rest.marketingcloudapis.com"),
                Optional.empty(),
                Set.of(granted),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Test
    void what_a_token_lacks_is_said_once_for_each_kind_of_target() {
        var token = token("data_extensions_read", "audiences_write");
        assertThat(scopes.check(ROWS, token)).containsExactly("data_extensions_write");
        assertThat(scopes.check(ROWS, token)).isEmpty();
        assertThat(scopes.check(CONTACT, token)).containsExactly("list_and_subscribers_write");
    }

    @Test
    void nothing_is_said_when_it_is_granted_or_not_known() {
        assertThat(scopes.check(ROWS, token("data_extensions_write"))).isEmpty();
        assertThat(scopes.check(CONTACT, token())).isEmpty();
    }
}
