package org.headroom.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import picocli.CommandLine.Option;

/**
 * Who rents, and where: the options of a command that looks at the market, the chain or the account. What is not said on the
 * command line is taken from {@code settings.json} in the renter's directory.
 */
class RentAccount extends RentOptions {
    @Option(
            names = "--broker",
            paramLabel = "URL",
            description = "The market's broker, such as mqtts://host:8883; of several at once, with commas between.")
    Optional<String> broker = Optional.empty();

    @Option(names = "--rpc", paramLabel = "URL", description = "The chain's node.")
    Optional<String> rpc = Optional.empty();

    @Option(names = "--token", paramLabel = "ADDRESS", description = "USDC on that chain.")
    Optional<String> token = Optional.empty();

    @Option(names = "--keystore", paramLabel = "FILE", description = "The key that orders and pays.")
    Optional<Path> keystore = Optional.empty();

    Optional<String> broker() throws Trouble {
        return broker.isPresent() ? broker : setting("broker");
    }

    Optional<String> rpc() throws Trouble {
        return rpc.isPresent() ? rpc : setting("rpc");
    }

    Optional<Path> keystore() throws Trouble {
        return keystore.isPresent() ? keystore : setting("keystore").map(directory()::resolve);
    }

    Optional<EthAddress> token() throws Trouble {
        return address("token", token);
    }

    /** Empty where neither the command line nor the settings say it. */
    final Optional<EthAddress> address(String name, Optional<String> given) throws Trouble {
        Optional<String> text = given.isPresent() ? given : setting(name);
        try {
            return text.map(EthAddress::new);
        } catch (IllegalArgumentException e) {
            throw new Trouble("The " + name + " is " + e.getMessage() + "; nothing was paid.");
        }
    }
}
