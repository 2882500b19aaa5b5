package org.headroom.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.market.BrokerSettings;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.ReceivedAmounts;
import org.headroom.model.payment.WalletBalance;
import org.headroom.renter.ChainQuery;
import org.headroom.renter.RentalRecord;
import org.headroom.wallet.Keystore;
import org.headroom.wallet.KeystoreFailure;
import org.headroom.wallet.NodeAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How the renter stands; opens no key. */
@Command(
        name = "status",
        description = "Shows the account and what it holds, the chain, open rentals and what was spent.")
final class RentStatus implements Callable<Integer> {
    @Mixin
    private RentAccount options = new RentAccount();

    /**
     * What a node says.
     *
     * @param words of the chain, for a person
     * @param balance of the account; empty where it is not known
     * @param unknown why it is not known; empty where it is
     */
    private record NodeAnswer(String words, Optional<WalletBalance> balance, String unknown) {
        static NodeAnswer silent(String words, String unknown) {
            return new NodeAnswer(words, Optional.empty(), unknown);
        }
    }

    /**
     * @param spent as of each settlement
     * @param notFinal of that, what a reorganisation of the chain can still undo
     * @param beyond of what was spent, what the receipts do not ask for and the providers' withdrawals return
     */
    private record Rentals(List<RentalRecord> open, int closed, Usdc spent, Usdc notFinal, Usdc beyond) {
        String words() {
            String words = spent.format(6) + " USDC as of each settlement"
                    + (notFinal.baseUnits() == 0 ? "" : ", " + notFinal.format(6) + " USDC of it not final");
            return beyond.baseUnits() == 0
                    ? words
                    : words + "; of it " + beyond.format(6)
                            + " USDC are beyond the receipts and return with the providers' withdrawals";
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            options.requireHome();
            Rentals rentals = rentals();
            Optional<String> keystore = options.keystore().map(Object::toString);
            Optional<EthAddress> account = account();
            String who = account.map(EthAddress::toString)
                    .orElse(keystore.isEmpty() ? "none set" : "not named in the key file");
            NodeAnswer chain = chain(account);
            if (options.json) json(who, chain, rentals);
            else print(who, chain, rentals);
            return 0;
        } catch (RentOptions.Trouble | KeystoreFailure e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private void print(String account, NodeAnswer chain, Rentals rentals) throws RentOptions.Trouble {
        System.out.println("home     " + options.directory());
        System.out.println("account  " + account);
        System.out.println("holds    "
                + chain.balance()
                        .map(b -> b.usdc().format(6) + " USDC, " + b.coin().coins() + " ETH")
                        .orElse("not known: " + chain.unknown()));
        System.out.println("broker   " + broker());
        System.out.println("chain    " + chain.words());
        System.out.println("rentals  " + rentals.open().size() + " open, " + rentals.closed() + " over");
        System.out.println("spent    " + rentals.words());
        rentals.open().forEach(r -> System.out.println("  " + RentList.line(r, options.files())));
    }

    private void json(String account, NodeAnswer chain, Rentals rentals) throws RentOptions.Trouble {
        ObjectNode out = RentJson.object()
                .put("home", options.directory().toString())
                .put("account", account)
                .put("broker", broker())
                .put("chain", chain.words())
                .put("open", rentals.open().size())
                .put("closed", rentals.closed())
                .put("spent", RentJson.units(rentals.spent().baseUnits()))
                .put("spentNotFinal", RentJson.units(rentals.notFinal().baseUnits()))
                .put("spentBeyondReceipts", RentJson.units(rentals.beyond().baseUnits()));
        chain.balance()
                .ifPresentOrElse(
                        b -> out.put("usdc", RentJson.units(b.usdc().baseUnits()))
                                .put("wei", b.coin().amount().toString()),
                        () -> out.putNull("usdc").putNull("wei"));
        RentJson.print(out);
    }

    private Rentals rentals() {
        var all = options.files().all();
        Usdc spent = spent(all.stream());
        Usdc notFinal = spent(all.stream().filter(RentalRecord::awaitsFinality));
        Usdc beyond = all.stream().flatMap(r -> returnable(r).stream()).reduce(Usdc.ZERO, Usdc::plus);
        List<RentalRecord> open = all.stream().filter(RentalRecord::open).toList();
        return new Rentals(open, all.size() - open.size(), spent, notFinal, beyond);
    }

    private static Usdc spent(Stream<RentalRecord> rentals) {
        return rentals.flatMap(r -> r.settled().stream())
                .map(RentalRecord.Settled::spent)
                .reduce(Usdc.ZERO, Usdc::plus);
    }

    private static Optional<Usdc> returnable(RentalRecord r) {
        return r.received().filter(ReceivedAmounts::isReturnable).map(ReceivedAmounts::kept);
    }

    private String broker() throws RentOptions.Trouble {
        Optional<String> text = options.broker();
        if (text.isEmpty()) return "none set";
        return RentConnection.brokers(text.get(), url -> "status").stream()
                .map(BrokerSettings::urls)
                .map(urls -> urls.getFirst().toString())
                .collect(Collectors.joining(","));
    }

    private Optional<EthAddress> account() throws RentOptions.Trouble, KeystoreFailure {
        var keystore = options.keystore();
        return keystore.isEmpty() ? Optional.empty() : Keystore.addressOf(keystore.get());
    }

    private NodeAnswer chain(Optional<EthAddress> account) throws RentOptions.Trouble, InterruptedException {
        Optional<String> rpc = options.rpc();
        if (rpc.isEmpty()) return NodeAnswer.silent("none set", "no chain is set");
        Optional<EthAddress> token = options.token();
        try {
            URI node = RentConnection.node(rpc.get());
            NodeAddress.unprotected(List.of(node)).ifPresent(System.err::println);
            return RentNode.read(node, query -> answer(query, token, account));
        } catch (PaymentFailure e) {
            return NodeAnswer.silent(String.valueOf(e.getMessage()), "the chain does not answer");
        }
    }

    private static NodeAnswer answer(ChainQuery query, Optional<EthAddress> token, Optional<EthAddress> account)
            throws PaymentFailure {
        String words = "chain " + query.chainId() + ", block " + query.head();
        if (account.isEmpty()) return NodeAnswer.silent(words, "no account is known");
        if (token.isEmpty()) return NodeAnswer.silent(words, "no token is set");
        try {
            return new NodeAnswer(words, Optional.of(query.balance(token.get(), account.get())), "");
        } catch (PaymentFailure e) {
            return NodeAnswer.silent(words, String.valueOf(e.getMessage()));
        }
    }
}
