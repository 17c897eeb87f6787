package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A client that others wrote finds in the sandbox what it expects of Salesforce. */
class JsforceTest {
    @Test
    void the_npm_client_jsforce_runs_against_the_sandbox() throws Exception {
        try (var sandbox = SandboxProcess.start()) {
            var output = new NodeClient("jsforce").run(sandbox.url().toString());

            assertThat(output).contains("jsforce: all well");
        }
    }
}
