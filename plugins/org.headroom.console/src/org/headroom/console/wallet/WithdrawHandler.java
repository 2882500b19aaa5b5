package org.headroom.console.wallet;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;
import org.headroom.console.desk.Services;

/** Opens the dialog that shows a withdrawal's amount and fee before anything is signed. */
public final class WithdrawHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        Services services = window.getService(IEclipseContext.class).get(Services.class);
        if (services != null) WithdrawDialog.open(window.getShell(), services);
        return null;
    }
}
