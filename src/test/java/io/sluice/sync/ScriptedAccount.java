package io.sluice.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.delivery.Failure;
import io.sluice.delivery.Reason;
import io.sluice.sfmc.ReadListener;
import io.sluice.sfmc.SfmcSource;
import io.sluice.sfmc.SoapPage;
import io.sluice.sfmc.SoapRetrieve;
import io.sluice.sfmc.SourceFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** An account that answers everything, unless a test says otherwise. */
final class ScriptedAccount implements SourceAccount {
    final List<String> called = Collections.synchronizedList(new ArrayList<>());
    final Set<String> lackingScopes = new TreeSet<>();
    private Optional<SourceFailure> failure = Optional.empty();
    private int repeats;

    static Failure failure(Reason reason, String detail) {
        return new Failure(Failure.Owner.ACCOUNT, reason, Optional.empty(), detail);
    }

    void fails(Reason reason, String detail) {
        failure = Optional.of(SourceFailure.of(failure(reason, detail)));
    }

    /** Each call only works after so many. */
    void repeats(int times) {
        repeats = times;
    }

    @Override
    public Set<String> lacking(List<String> scopes) {
        var lacking = new TreeSet<>(scopes);
        lacking.retainAll(lackingScopes);
        return lacking;
    }

    @Override
    public SfmcSource open(ReadListener listener) {
        return new SfmcSource() {
            @Override
            public JsonNode get(String path) throws SourceFailure {
                for (var i = 0; i < repeats; i++) {
                    listener.called();
                    listener.repeated(failure(Reason.THROTTLED, "Rate limit exceeded"), Duration.ofSeconds(5));
                }
                called.add(path);
                listener.called();
                if (failure.isPresent()) {
                    throw failure.get();
                }
                return JsonNodeFactory.instance.objectNode();
            }

            @Override
            public SoapPage retrieve(SoapRetrieve what) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Set<String> retrievable(String objectType) {
                throw new UnsupportedOperationException();
            }

            @Override
            public int callsAtOnce() {
                return 1;
            }
        };
    }
}
