package org.headroom.cli;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.renter.ChainQuery;
import org.headroom.renter.RentalRecord;
import org.headroom.wallet.Keystore;
import org.headroom.wallet.KeystoreFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How the renter stands; opens no key. */
@Command(name = "status", description = "Shows the account, the chain, what goes on and what was spent.")
final class RentStatus implements Callable<Integer> {
    @Mixin
    private RentOptions options = new RentOptions();

    @Override
    public Integer call() {
        try {
            var all = options.files().all();
            Usdc spent = all.stream()
                    .flatMap(r -> r.settled().stream())
                    .map(RentalRecord.Settled::spent)
                    .reduce(Usdc.ZERO, Usdc::plus);
            long open = all.stream().filter(RentalRecord::open).count();
            String account = account();
            String chain = chain();
            String broker = options.broker().orElse("none set");
            if (options.json) {
                RentJson.print(RentJson.object()
                        .put("home", options.directory().toString())
                        .put("account", account)
                        .put("broker", broker)
                        .put("chain", chain)
                        .put("open", open)
                        .put("closed", all.size() - open)
                        .put("spent", Long.toString(spent.baseUnits())));
                return 0;
            }
            System.out.println("home     " + options.directory());
            System.out.println("account  " + account);
            System.out.println("broker   " + broker);
            System.out.println("chain    " + chain);
            System.out.println("rentals  " + open + " open, " + (all.size() - open) + " over");
            System.out.println("spent    " + spent.format(6) + " USDC");
            all.stream().filter(RentalRecord::open).forEach(r -> System.out.println("  " + RentList.line(r)));
            return 0;
        } catch (RentOptions.Trouble | KeystoreFailure e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private String account() throws RentOptions.Trouble, KeystoreFailure {
        var keystore = options.keystore();
        if (keystore.isEmpty()) return "none set";
        return Keystore.addressOf(keystore.get()).map(Object::toString).orElse("not named in the key file");
    }

    private String chain() throws RentOptions.Trouble {
        Optional<String> rpc = options.rpc();
        if (rpc.isEmpty()) return "none set";
        try (ChainQuery query = new ChainQuery(URI.create(rpc.get()))) {
            return "chain " + query.chainId() + ", block " + query.head();
        } catch (PaymentFailure | IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
