package org.headroom.console.leases;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.handlers.HandlerUtil;

/** Stops the lease that is chosen in the table of leases, after asking. */
public final class StopLeaseHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws org.eclipse.core.commands.ExecutionException {
        IViewPart view = HandlerUtil.getActiveWorkbenchWindowChecked(event)
                .getActivePage()
                .findView("org.headroom.console.leases");
        if (view instanceof LeasesPart leases) leases.stopSelected();
        return null;
    }
}
