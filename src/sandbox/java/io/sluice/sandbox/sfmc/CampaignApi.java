package io.sluice.sandbox.sfmc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;
import io.sluice.sandbox.source.Collection;
import io.sluice.sandbox.source.Order.By;
import io.sluice.sandbox.source.Row;
import io.sluice.sandbox.source.Source;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /hub/v1/campaigns}, {@code …/{id}} and {@code …/{id}/assets}. There is no filter. Assets come in an envelope
 * of their own.
 */
final class CampaignApi {
    private static final String READ = "campaign_read";
    private static final Map<String, By> ORDERS = Map.of(
            "modifieddate", By.MODIFIED_DATE,
            "name", By.NAME,
            "createddate", By.CREATED_DATE,
            "id", By.ID,
            "campaigncode", By.CAMPAIGN_CODE);

    private final Source source;

    CampaignApi(Source source) {
        this.source = source;
    }

    void register(Router router, TokenGuard guard) {
        router.on("GET", "/hub/v1/campaigns", guard.needs(READ, this::campaigns));
        router.on("GET", "/hub/v1/campaigns/{id}", guard.needs(READ, this::campaign));
        router.on("GET", "/hub/v1/campaigns/{id}/assets", guard.needs(READ, this::assets));
    }

    private Reply campaigns(Call call) {
        var paging = Paging.of(call, ORDERS, source.settings());
        var page = paging.page(source.sorted(Collection.CAMPAIGNS, paging.order()));
        var answer = Json.object()
                .put("page", page.number())
                .put("pageSize", page.size())
                .put("count", paging.count(page));
        var links = answer.putObject("links");
        links.putObject("self").put("href", link(paging, page.number()));
        if (page.hasNext()) {
            links.putObject("next").put("href", link(paging, page.number() + 1));
        }
        return answered(paging.itemsOf(page, answer));
    }

    private static String link(Paging paging, int page) {
        return "/v1/campaigns?$page=" + page + "&$pagesize=" + paging.size();
    }

    private Reply campaign(Call call) {
        return source.find(Collection.CAMPAIGNS, id(call))
                .map(row -> answered(row.json()))
                .orElseThrow(() -> SfmcError.refused(10000, "Campaign does not exist"));
    }

    private Reply assets(Call call) {
        var id = id(call);
        if (source.find(Collection.CAMPAIGNS, id).isEmpty()) {
            throw new SfmcError(404, 30003, "Object Not Found", "", List.of());
        }
        var limit = source.settings().maxPageSize();
        var page = Page.of(
                source.assets(id),
                Page.number(call, "$page", 1, Integer.MAX_VALUE),
                Page.number(call, "$pageSize", limit, limit));
        var answer = Json.object()
                .put("page", page.number())
                .put("pageSize", page.size())
                .put("totalCount", page.count());
        var entities = answer.putArray("entities");
        page.items().stream().map(Row::json).forEach(entities::add);
        return answered(answer);
    }

    /** A campaign's id is a number, though it is shown as text. */
    private static String id(Call call) {
        var id = call.captured("id");
        if (!id.matches("[0-9]{1,10}")) {
            throw SfmcError.refused(10000, "Campaign ID is invalid");
        }
        return id;
    }

    private Reply answered(ObjectNode answer) {
        return Reply.json(source.settings().campaignStatus(), answer);
    }
}
