package io.sluice.sandbox.sfmc;

import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Reading rows: {@code /data/v1/customobjectdata}. Links to further pages go by a token that remembers the query. */
final class RowReadApi {
    private static final String READ = "data_extensions_read";
    private static final int TOKENS = 1000;

    private final DataExtensions extensions;
    private final InstantSource clock;
    private final Map<String, RowQuery> queries = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RowQuery> eldest) {
            return size() > TOKENS;
        }
    };

    RowReadApi(DataExtensions extensions, InstantSource clock) {
        this.extensions = extensions;
        this.clock = clock;
    }

    void register(Router router, TokenGuard guard) {
        router.on("GET", "/data/v1/customobjectdata/key/{key}/rowset", guard.needs(READ, this::read));
        router.on("GET", "/data/v1/customobjectdata/token/{token}/rowset", guard.needs(READ, this::readOn));
    }

    private Reply read(Call call) {
        var extension = extensions.withKey(call.captured("key")).orElseThrow(SfmcError::notFound);
        var query = RowQuery.of(call, extension);
        var token = UUID.randomUUID().toString();
        synchronized (queries) {
            queries.put(token, query);
        }
        return page(call, query, token);
    }

    private Reply readOn(Call call) {
        var token = call.captured("token");
        RowQuery query;
        synchronized (queries) {
            query = queries.get(token);
        }
        if (query == null) {
            throw SfmcError.notFound();
        }
        return page(call, query, token);
    }

    private Reply page(Call call, RowQuery query, String token) {
        var page = Page.of(query.rows(), Page.number(call, "$page", 1, Integer.MAX_VALUE), query.size());
        var extension = query.extension();
        var answer = Json.object();
        var links = answer.putObject("links").put("self", link(token, page.number()));
        if (page.hasNext()) {
            links.put("next", link(token, page.number() + 1));
        }
        answer.put("requestToken", token)
                .put("tokenExpireDateUtc", expires())
                .put("customObjectId", extension.id())
                .put("customObjectKey", extension.key())
                .put("pageSize", page.size())
                .put("page", page.number())
                .put("count", page.count())
                .put("top", 0);
        if (!page.items().isEmpty()) {
            var items = answer.putArray("items");
            page.items().forEach(row -> items.add(RowPrinter.print(row, extension.columns())));
        }
        return Reply.json(200, answer);
    }

    private String expires() {
        var until = clock.instant().plus(Duration.ofHours(24));
        return LocalDateTime.ofInstant(until, ZoneOffset.UTC).toString();
    }

    private static String link(String token, int page) {
        return "/v1/customobjectdata/token/" + token + "/rowset?$page=" + page;
    }
}
