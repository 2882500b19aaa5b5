package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.headroom.jobs.DemoJob;
import org.headroom.localchain.LocalChain;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Order;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever has docs/protocol can trade: a program in another language, with other libraries, from the documents alone. */
@Timeout(300)
class StrangerTest {
    @TempDir
    Path folder;

    @Test
    void findsEveryVectorToBeAsPublished() throws Exception {
        JsonNode checked = Stranger.comes().checksTheVectors().result();
        assertThat(checked.get("messages").asInt()).isGreaterThanOrEqualTo(13);
        assertThat(checked.get("refusals").asInt()).isGreaterThanOrEqualTo(80);
        assertThat(checked.get("sealed").asInt()).isEqualTo(1);
    }

    @Test
    void findsTheAsyncApiDocumentToBeOne() throws Exception {
        JsonNode checked = Stranger.comes().checksTheChannels().result();
        assertThat(checked.get("channels").asInt()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource
    void rentsAtAnAuction(RealBroker.Kind kind, TestInfo story) throws Exception {
        Stranger stranger = Stranger.comes();
        try (Market market = Market.open(folder, kind, story)) {
            RigSteps rig = rents(market, stranger, "auction");
            assertThat(orderOf(rig).provider()).isEmpty();
        }
    }

    @Test
    void takesAStandingOffer(TestInfo story) throws Exception {
        Stranger stranger = Stranger.comes();
        try (Market market = Market.open(folder, story)) {
            RigSteps rig = rents(market, stranger, "offer");
            assertThat(orderOf(rig).provider()).contains(rig.account());
            assertThat(orderOf(rig).offer()).isPresent();
            assertThat(bidOf(rig).perHour()).isEqualTo(Market.ASK);
        }
    }

    @Test
    void takesAnOfferAndSealsSecretsForIt(TestInfo story) throws Exception {
        Stranger stranger = Stranger.comes();
        try (Market market = Market.open(folder, story)) {
            market.chain().fund(Stranger.ACCOUNT, Market.PURSE, LocalChain.PLENTY_OF_COIN);
            market.aRig().takesWork();
            Manifest demo = DemoJob.manifest(1);
            Manifest job = new Manifest(
                    demo.image(),
                    List.of("sh", "-c", "sleep 1; test \"$TOKEN\" = 'geheim, größer' && echo the secret is right"),
                    Map.of(),
                    List.of("TOKEN"),
                    demo.limits());
            Stranger.Run run =
                    stranger.leases(market, "offer", RenterSteps.ANY_GPU, job, Map.of("TOKEN", "geheim, größer"));
            JsonNode done = run.result();
            assertThat(done.get("log").asText()).isEqualTo("the secret is right\n");
            assertThat(done.at("/receipt/outcome").asText()).isEqualTo("COMPLETED");
        }
    }

    private static RigSteps rents(Market market, Stranger stranger, String way) throws Exception {
        ChainEye chain = market.chainEye();
        market.chain().fund(Stranger.ACCOUNT, Market.PURSE, LocalChain.PLENTY_OF_COIN);
        RigSteps rig = market.aRig().takesWork();

        JsonNode done = stranger.leases(market, way, RenterSteps.ANY_GPU, DemoJob.manifest(3), Map.of())
                .result();

        // The client has checked each signature, each schema and the receipt's amount; it refused nothing.
        assertThat(done.get("refused")).isEmpty();
        assertThat(done.get("kinds").fieldNames()).toIterable().contains("offer", "bid", "update", "log", "receipt");
        assertThat(done.at("/receipt/outcome").asText()).isEqualTo("COMPLETED");
        assertThat(done.get("provider").asText()).isEqualTo(rig.account().hex());
        assertThat(done.get("log").asText()).contains("step 3 of 3: 430 primes up to 3000", "done: 430 primes");
        // Both sides have the same account of it,
        LeaseId lease = new LeaseId(done.get("lease").asText());
        var receipted = rig.awaitLease(lease, LeaseState.Receipted.class);
        Usdc owed = new Usdc(done.get("owed").asLong());
        assertThat(receipted.receipt().message().receipt().amountDue().baseUnits())
                .isEqualTo(done.at("/receipt/amountDue").asLong());
        assertThat(rig.log(lease)).isEqualTo(done.get("log").asText());
        // and the money is where both say.
        assertThat(chain.balanceOf(Stranger.ACCOUNT)).isEqualTo(Market.PURSE.minus(owed));
        rig.awaitView("sees the money due", v -> v.due().equals(owed));
        rig.withdraws();
        assertThat(chain.balanceOf(rig.account())).isEqualTo(owed);
        return rig;
    }

    private static Bid bidOf(RigSteps rig) {
        return rig.book().all().iterator().next().terms().bid();
    }

    private static Order orderOf(RigSteps rig) {
        return rig.book().all().iterator().next().terms().order();
    }
}
