package io.sluice.ingest;

import io.sluice.event.Envelope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Who may send events, and who it is that sends some. */
@Singleton
public class Sources {
    private static final String NONE =
            "No source is configured, so that every event is answered with 401. Set sluice.sources.<name>.write-key.";

    private final List<Source> all;
    private final List<String> errors;

    @Inject
    Sources(SourcesConfig config) {
        all = config.all().entrySet().stream()
                .map(entry -> Source.of(entry.getKey(), entry.getValue()))
                .toList();
        errors = SourceProblems.of(config);
    }

    /** What is wrong with the configuration, one sentence each, without any secret. */
    public List<String> problems() {
        return errors;
    }

    /** One line per source for the start, secrets as {@code set} or {@code missing}. */
    public List<String> summary() {
        return all.isEmpty() ? List.of(NONE) : all.stream().map(Source::summary).toList();
    }

    /** Looks at all keys of all sources, so that the time it takes tells nothing about them. */
    Optional<Source> withKey(WriteKey key) {
        Source found = null;
        for (var source : all) {
            for (var known : source.writeKeys()) {
                found = known.is(key) ? source : found;
            }
        }
        return Optional.ofNullable(found);
    }

    /**
     * The source whose secret the webhook was signed with. Segment signs the body, or, when it sends several events, the JSON of the
     * first one, which lies in the body byte for byte as it was signed.
     */
    Optional<Source> signing(Envelope envelope, String signature) {
        Source found = null;
        for (var source : all) {
            found = signed(source, envelope, signature) ? source : found;
        }
        return Optional.ofNullable(found);
    }

    private static boolean signed(Source source, Envelope envelope, String signature) {
        return source.signingSecret()
                .map(secret -> secret.signed(envelope.text(), signature)
                        || envelope.hasSeveral() && secret.signed(envelope.firstEvent(), signature))
                .orElse(false);
    }
}
