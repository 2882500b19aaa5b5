package org.headroom.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.headroom.model.money.EthAddress;
import org.headroom.wallet.Keystore;
import org.headroom.wallet.KeystoreFailure;
import org.headroom.wallet.OwnerOnly;
import org.headroom.wallet.Passphrase;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a key. The passphrase is never an argument, which every process of the user could see. */
@Command(
        name = "new",
        description = "Makes a new key in a file that only you can read and any Ethereum wallet opens (web3 keystore,"
                + " version 3), and prints its account. A file that exists is left as it is.")
final class KeyNew implements Callable<Integer> {
    private static final int PASSPHRASE_BYTES = 24;

    @Option(names = "--file", required = true, paramLabel = "FILE", description = "The key file to make.")
    private Path file = Path.of("");

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "The passphrase, in the first line of a file that only you can read. A file that is missing"
                    + " is made, with a random passphrase. Without this option you are asked for the passphrase.")
    private Optional<Path> passphraseFile = Optional.empty();

    @Option(names = "--json", description = "Writes JSON to standard output, and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        try {
            requireFree();
            if (passphraseFile.isPresent()) makeMissing(passphraseFile.get());
            char[] passphrase = passphraseFile.isPresent()
                    ? Passphrase.fromFile(passphraseFile.get())
                    : typedTwice(System.console());
            try {
                print(Keystore.create(file, passphrase).address());
            } finally {
                Arrays.fill(passphrase, '\0');
            }
            return 0;
        } catch (KeystoreFailure e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    /** Before a person types a passphrase for nothing. */
    private void requireFree() throws KeystoreFailure {
        if (file.toString().isEmpty()) throw new KeystoreFailure("--file is empty: name the key file to make.");
        if (Files.isDirectory(file)) throw new KeystoreFailure(file + " is a folder: name a file in it.");
        if (Files.exists(file))
            throw new KeystoreFailure(
                    "There is a file " + file + " already; it was left as it is. It may hold a key with"
                            + " money: keep it, and leave its passphrase file as it is, too. Whoever writes another"
                            + " passphrase into that file can never open the key again, and what it holds or is owed is"
                            + " lost. For another key, name other files.");
        if (Files.isSymbolicLink(file))
            throw new KeystoreFailure(
                    "There is a link " + file + " that leads to no file; it was left as it is. Name another file.");
        Path folder = file.toAbsolutePath().getParent();
        while (folder != null && !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) folder = folder.getParent();
        if (folder != null && !Files.isDirectory(folder))
            throw new KeystoreFailure("The key could not be written to " + file + ": " + folder + " is no folder.");
    }

    /** Where there is no passphrase file: one with a random passphrase. One that is there is never written to. */
    private static void makeMissing(Path file) throws KeystoreFailure {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) || !Files.notExists(file)) return;
        byte[] random = new byte[PASSPHRASE_BYTES];
        new SecureRandom().nextBytes(random);
        byte[] line = (HexFormat.of().formatHex(random) + "\n").getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(random, (byte) 0);
        try {
            OwnerOnly.write(file, line);
        } catch (IOException e) {
            throw new KeystoreFailure("The passphrase file could not be written to " + file + ": no key was made.", e);
        } finally {
            Arrays.fill(line, (byte) 0);
        }
        System.err.println(
                "There was no passphrase file: a random passphrase is in " + file + ", for you alone to read.");
    }

    private char[] typedTwice(@Nullable Console console) throws KeystoreFailure {
        char[] first = Passphrase.fromConsole(console, "Passphrase for " + file);
        char[] second = Passphrase.fromConsole(console, "The same again");
        boolean isSame = Arrays.equals(first, second);
        Arrays.fill(second, '\0');
        if (isSame) return first;
        Arrays.fill(first, '\0');
        throw new KeystoreFailure("The two passphrases differ: no key was made.");
    }

    private void print(EthAddress account) {
        if (json) {
            RentJson.print(RentJson.object().put("account", account.hex()).put("file", file.toString()));
            return;
        }
        System.out.println(account);
        System.err.println("The key of this account is in " + file
                + ". Back it up with its passphrase: without both, what the account holds or is owed is lost.");
    }
}
