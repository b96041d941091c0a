using Canopy.Aspirate.Commands;

return AspirateCommand.Create().Parse(args).Invoke();
