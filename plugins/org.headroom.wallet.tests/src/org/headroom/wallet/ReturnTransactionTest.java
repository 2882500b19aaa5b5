package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.headroom.localchain.LocalChain;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.payment.WithdrawalScan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Returns to renters over restarts and reorganisations, and what the logs say of money that went elsewhere. */
@Timeout(180)
class ReturnTransactionTest extends TransactionFixture {
    private static final Usdc DUE = Usdc.parse("0.02");
    private static final EthAddress STRANGER = new EthAddress("0x" + "5e".repeat(20));

    private Usdc held(EthAddress account) throws PaymentFailure {
        return rail.balance(account).usdc();
    }

    private StreamState read(StreamRef stream) throws PaymentFailure {
        return rail.verify(stream, Optional.of(1L));
    }

    private WithdrawQuote quote(StreamRef stream) throws PaymentFailure {
        var limit = new StreamClaim.Limit(DUE, read(stream).sender(), true);
        return rail.quoteClaims(List.of(StreamClaim.limited(stream, limit)));
    }

    @Test
    void aReturnThatWasSignedAndNotConfirmedIsReportedAfterARestart() throws Exception {
        rail.close();
        rail = scene.rail(key, log, WithdrawalScene.IMPATIENT);
        StreamRef stream = scene.paidStream(key);
        EthAddress renter = read(stream).sender();
        WithdrawQuote quote = quote(stream);
        Usdc renterHad = held(renter);
        Usdc providerHad = scene.paidOut();
        scene.stopMining();
        assertThat(failure(() -> rail.withdraw(quote)).kind()).isEqualTo(Kind.PENDING);
        rail.close();
        rail = scene.rail(key, log, WithdrawalScene.QUICK);
        assertThat(failure(() -> rail.withdraw(quote)).kind())
                .as("not a second time")
                .isEqualTo(Kind.PENDING);
        scene.mine(1);
        List<Withdrawal> done = rail.resume();
        assertThat(done).singleElement().satisfies(w -> {
            assertThat(w.amount()).isEqualTo(DUE);
            assertThat(w.returned()).isEqualTo(held(renter).minus(renterHad));
            assertThat(w.returned().baseUnits()).isPositive();
        });
        assertThat(scene.paidOut().minus(providerHad)).isEqualTo(DUE);
        assertThat(rail.resume()).as("the same once more").isEqualTo(done);
        assertThat(scene.count(key)).isEqualTo(BigInteger.ONE);
    }

    @Test
    void aReturnThatVanishesInAReorgIsSentAgainWithTheSameBytes() throws Exception {
        StreamRef stream = scene.paidStream(key);
        EthAddress renter = read(stream).sender();
        WithdrawQuote quote = quote(stream);
        Usdc renterHad = held(renter);
        scene.stopMining();
        CompletableFuture<List<Withdrawal>> waiting = later(() -> rail.withdraw(quote));
        await().atMost(SOON).until(() -> !scene.proxy.sent.isEmpty());
        scene.mine(1);
        Withdrawal done = waiting.join().getFirst();
        scene.rollBack(1);
        assertThat(held(renter)).isEqualTo(renterHad);
        assertThat(rail.resume()).as("it is in no block").isEmpty();
        assertThat(scene.proxy.sent.getLast()).isEqualTo(scene.proxy.sent.getFirst());
        scene.mine(1);
        assertThat(rail.resume()).singleElement().satisfies(w -> {
            assertThat(w.transaction()).isEqualTo(done.transaction());
            assertThat(w.amount()).isEqualTo(DUE);
            assertThat(w.returned()).isEqualTo(held(renter).minus(renterHad));
        });
        assertThat(scene.count(key)).isEqualTo(BigInteger.ONE);
        assertThat(read(stream).voided()).isTrue();
    }

    @Test
    void theRecordOfATransactionNamesToWhomItReturns() throws Exception {
        StreamRef stream = scene.paidStream(key);
        EthAddress renter = read(stream).sender();
        rail.withdraw(quote(stream));
        Purpose purpose = Purpose.parse(log.attempts.getFirst().purpose());
        assertThat(purpose.returns()).containsExactlyEntriesOf(java.util.Map.of(stream.id(), renter));
        assertThat(purpose.overlaps(new Purpose(Purpose.WITHDRAW, stream.id().toString())))
                .isTrue();
    }

    @Test
    void moneyThatWentElsewhereIsNoIncomeAndMoneyToTheRenterIsAReturn() throws Exception {
        StreamRef stream = scene.paidStream(key);
        StreamState before = read(stream);
        Usdc some = Usdc.parse("0.003");
        send(0, FlowContract.withdraw(stream.id(), STRANGER, some));
        send(1, FlowContract.withdraw(stream.id(), before.sender(), some));
        send(2, FlowContract.withdraw(stream.id(), key.address(), some));
        WithdrawalScan scan = rail.withdrawals(stream, before.block().orElseThrow());
        assertThat(scan.outcome()).isEqualTo(WithdrawalScan.Outcome.COMPLETE);
        assertThat(scan.found()).hasSize(2);
        assertThat(scan.found().get(0).amount()).isEqualTo(Usdc.ZERO);
        assertThat(scan.found().get(0).returned()).isEqualTo(some);
        assertThat(scan.found().get(1).amount()).isEqualTo(some);
        assertThat(scan.found().get(1).returned()).isEqualTo(Usdc.ZERO);
        assertThat(read(stream).withdrawn()).as("all that left the stream").isEqualTo(Usdc.parse("0.009"));
    }

    private void send(long nonce, String data) throws PaymentFailure {
        SignedTransaction signed = SignedTransaction.sign(
                key,
                LocalChain.CHAIN_ID,
                BigInteger.valueOf(nonce),
                scene.chain.flow(),
                BigInteger.ZERO,
                data,
                BigInteger.valueOf(300_000),
                new FeePolicy.Fees(BigInteger.TEN.pow(11), BigInteger.TEN.pow(10)));
        scene.direct.send(signed.raw());
        await().atMost(SOON).until(() -> scene.direct.receipt(signed.hash()).isPresent());
        assertThat(scene.direct.receipt(signed.hash()).orElseThrow().succeeded())
                .isTrue();
    }
}
