package io.sluice.ingest;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** A gateway with three sources and nothing behind its front door. */
public class WithFakeInbox implements QuarkusTestProfile {
    static final String KEY = "WKdemo";
    static final String NEW_KEY = "WKdemo-2";
    static final String SECRET = "not-for-eyes";
    static final String OTHER_SECRET = "nor-this";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "sluice.sources.web.write-key",
                KEY + "," + NEW_KEY,
                "sluice.sources.hook.write-key",
                "WKhook",
                "sluice.sources.hook.signing-secret",
                SECRET,
                "sluice.sources.batches.signing-secret",
                OTHER_SECRET,
                "sluice.sources.batches.allow-unverified-batches",
                "true");
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(FakeInbox.class);
    }
}
