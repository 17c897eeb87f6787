package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A client that others wrote finds in the sandbox what it expects of SFMC. */
class SfmcSdkTest {
    @Test
    void the_npm_client_sfmc_sdk_runs_against_the_sandbox() throws Exception {
        // This client asks for pages as fast as they come and takes a refusal for an error: it keeps no pace.
        try (var sandbox = SandboxProcess.start("--rate", "0")) {
            var output = new NodeClient("sfmc-sdk").run(sandbox.url() + "/");

            assertThat(output).contains("sfmc-sdk: all well");
        }
    }
}
