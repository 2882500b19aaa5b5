package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.headroom.jobs.DemoJob;
import org.headroom.localchain.LocalChain;
import org.headroom.market.MarketCodec;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Signed;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.RigView;
import org.headroom.renter.Closing;
import org.headroom.renter.Rental;
import org.headroom.wallet.Eip712Recovery;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The house's main way, from a bare machine to money. */
@Timeout(120)
class FirstPaidLeaseTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aRenterOrdersTheRigRunsTheJobAndOneClickBringsTheMoney(RealBroker.Kind kind, TestInfo story) throws Exception {
        try (Market market = Market.open(folder, kind, story)) {
            ChainEye chain = market.chainEye();

            // Given a rig with one GPU and a wallet, and a renter with money.
            RigSteps rig = market.aRig().takesWork();
            assertThat(rig.view().status().rest()).isEqualTo("GPU 0 is free and offered at 0.420 USDC/h.");
            RenterSteps renter = market.aRenter();

            // When the renter orders three seconds of work,
            Rental rental = renter.orders(DemoJob.manifest(3));

            // then the rig bids what it asks,
            assertThat(rig.awaitDecision(rental.id()).bid()).isTrue();
            assertThat(renter.awaitBid(rental).perHour()).isEqualTo(Market.ASK);
            // the renter opens a stream to the rig's account at just that rate,
            LeaseId lease = renter.awaitLease(rental);
            // the job runs, shut in,
            LeaseState.Running running = rig.awaitLease(lease, LeaseState.Running.class);
            StreamState stream = running.funding().stream();
            assertThat(stream.sender()).isEqualTo(renter.account());
            assertThat(stream.recipient()).isEqualTo(rig.account());
            assertThat(stream.rate().perHour()).isEqualTo(Market.ASK);
            isShutIn(rig.inspect(lease));
            rig.awaitSays("GPU 0 is running a job for " + renter.account().brief());

            // its log arrives at both ends,
            Closing closing = renter.awaitClosing(rental);
            assertThat(rental.log()).contains("step 3 of 3: 430 primes up to 3000", "done: 430 primes");
            assertThat(rig.log(lease)).isEqualTo(rental.log());
            // a receipt goes out that the rig has signed and nobody else can have,
            Receipt receipt = isSignedBy(rig, rental);
            assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.COMPLETED);
            assertThat(receipt.exitCode()).isZero();
            assertThat(receipt.simulated()).isTrue();
            assertThat(receipt.artefactsDigest()).isNotEqualTo(Hash32.ZERO);
            assertThat(receipt.ran()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(8));
            // and the renter gets back all but what the time cost.
            assertThat(closing.words()).startsWith("The job is done after ");
            var settled = rental.record().settled().orElseThrow();
            assertThat(settled.spent()).isGreaterThanOrEqualTo(receipt.amountDue());
            assertThat(chain.balanceOf(renter.account())).isEqualTo(Market.PURSE.minus(settled.spent()));

            // When the owner clicks Withdraw,
            rig.awaitLease(lease, LeaseState.Receipted.class);
            RigView before = rig.awaitView("sees the money due", v -> v.due().equals(settled.spent()));
            assertThat(before.withdrawals()).isEmpty();
            List<Withdrawal> withdrawals = rig.withdraws();

            // then the money is in the wallet, to the base unit as the chain has it,
            LeaseState.Paid paid = rig.awaitLease(lease, LeaseState.Paid.class);
            assertThat(paid.withdrawn()).isEqualTo(settled.spent());
            assertThat(chain.balanceOf(rig.account())).isEqualTo(settled.spent());
            assertThat(chain.paidOutTo(rig.account())).isEqualTo(settled.spent());
            assertThat(chain.heldFor(stream.ref())).isEqualTo(Usdc.ZERO);
            rig.awaitView(
                    "has been paid",
                    v -> v.withdrawals().equals(withdrawals) && v.due().equals(Usdc.ZERO));
            // nothing is left behind, the GPU is offered again, and the record tells the whole story.
            rig.awaitNoContainerIsLeft();
            rig.awaitSays("Waiting for orders.");
            await().untilAsserted(() -> assertThat(rig.journal())
                    .extracting(e -> (Object) e.getClass())
                    .containsExactly(
                            LeaseEvent.BidMade.class,
                            LeaseEvent.BidTaken.class,
                            LeaseEvent.StreamVerified.class,
                            LeaseEvent.JobStarted.class,
                            LeaseEvent.JobEnded.class,
                            LeaseEvent.ArtefactsHashed.class,
                            LeaseEvent.ReceiptNumbered.class,
                            LeaseEvent.ReceiptSigned.class,
                            LeaseEvent.MoneyWithdrawn.class,
                            LeaseEvent.WithdrawalFinal.class));
            rig.hasABookThatItsJournalReplays();
        }
    }

    private static void isShutIn(JsonNode container) {
        JsonNode host = container.path("HostConfig");
        assertThat(host.path("NetworkMode").asText()).isEqualTo("none");
        assertThat(host.path("ReadonlyRootfs").asBoolean()).isTrue();
        assertThat(host.path("Privileged").asBoolean(true)).isFalse();
        assertThat(host.path("Memory").asLong()).isEqualTo(64L << 20);
        assertThat(host.path("PidsLimit").asInt()).isEqualTo(32);
        assertThat(host.path("CpuQuota").asLong())
                .isEqualTo(host.path("CpuPeriod").asLong());
        assertThat(host.path("SecurityOpt").toString()).contains("no-new-privileges");
        assertThat(container.path("EffectiveCaps")).isEmpty();
        assertThat(container.path("Config").path("User").asText()).doesNotStartWith("0");
    }

    /** Recovered here from what the renter got, not believed. */
    private static Receipt isSignedBy(RigSteps rig, Rental rental) {
        Signed<ReceiptMessage> signed = rental.record().receipt().orElseThrow();
        var typedData = new MarketCodec(LocalChain.CHAIN_ID).layout(signed.message());
        assertThat(new Eip712Recovery().recover(typedData, signed.signature())).contains(rig.account());
        return signed.message().receipt();
    }
}
