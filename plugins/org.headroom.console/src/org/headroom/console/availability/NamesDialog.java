package org.headroom.console.availability;

import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** A list of programs to edit, one a line. Does not wait for an answer. UI thread. */
final class NamesDialog extends Dialog {
    private final String title;
    private final String meaning;
    private final List<String> names;
    private final Consumer<List<String>> done;
    private Text text;
    private Label fault;

    NamesDialog(Shell parent, String title, String meaning, List<String> names, Consumer<List<String>> done) {
        super(parent);
        this.title = title;
        this.meaning = meaning;
        this.names = List.copyOf(names);
        this.done = done;
        setBlockOnOpen(false);
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(title);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Label words = new Label(area, SWT.WRAP);
        words.setText(meaning);
        GridDataFactory.fillDefaults().hint(360, SWT.DEFAULT).grab(true, false).applyTo(words);
        text = new Text(area, SWT.MULTI | SWT.BORDER | SWT.V_SCROLL);
        text.setText(String.join("\n", names));
        GridDataFactory.fillDefaults().grab(true, true).hint(360, 240).applyTo(text);
        fault = new Label(area, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(fault);
        return area;
    }

    @Override
    protected void buttonPressed(int button) {
        if (button != IDialogConstants.OK_ID) {
            super.buttonPressed(button);
            return;
        }
        List<String> typed = text.getText()
                .lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .toList();
        try {
            done.accept(typed);
            super.buttonPressed(button);
        } catch (IllegalArgumentException e) {
            fault.setText(String.valueOf(e.getMessage()));
            fault.getParent().layout();
        }
    }
}
